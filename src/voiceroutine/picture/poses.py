"""The named poses: one for each position, and others that pictures begin with."""

from __future__ import annotations

from voiceroutine.picture.pose import Pose, Reach

_BOTH_FEET = ("right foot", "left foot")
_HANDS_HANG = {"shoulder": (6.0, 60.0), "elbow": (12.0,)}

POSES: dict[str, Pose] = {
    "standing": Pose(view="front", joints=_HANDS_HANG, ground=_BOTH_FEET, props={"floor": ()}),
    "chair": Pose(
        view="side",
        joints={"hip": (90, 12), "knee": (90,), "shoulder": (14,), "elbow": (50,)},
        reach={
            "right hand": Reach(to="right knee", by=(-0.06, 0.0, 0.05)),
            "left hand": Reach(to="left knee", by=(-0.06, 0.0, 0.05)),
        },
        ground=("seat", *_BOTH_FEET),
        props={"chair": (), "floor": ()},
    ),
    "floor": Pose(
        view="side",
        joints={"body": (-6,), "hip": (118, 8), "knee": (88,), "low back": (8,)},
        reach={
            "right foot": Reach(to="floor"),
            "left foot": Reach(to="floor"),
            "right hand": Reach(to="right knee", by=(-0.03, 0.0, 0.04)),
            "left hand": Reach(to="left knee", by=(-0.03, 0.0, 0.04)),
        },
        ground=("pelvis", *_BOTH_FEET),
        props={"mat": ()},
    ),
    "hands-and-knees": Pose(
        view="side",
        joints={"body": (84,), "hip": (84,), "knee": (95,), "ankle": (-75,), "neck": (-10,)},
        reach={"left hand": Reach(to="floor"), "right hand": Reach(to="floor")},
        ground=("right knee", "left knee", "right hand", "left hand"),
        props={"mat": ()},
    ),
    "half-kneeling": Pose(
        view="side",
        joints={
            "right hip": (0,),
            "right knee": (95,),
            "right ankle": (-75,),
            "left hip": (85,),
            "left knee": (85,),
        },
        reach={
            "left foot": Reach(to="floor"),
            "left hand": Reach(to="left knee", by=(-0.06, 0.0, 0.05)),
            "right hand": Reach(to="left knee", by=(-0.08, -0.02, 0.05)),
        },
        ground=("right knee", "left foot"),
        props={"mat": ()},
    ),
    "back": Pose(
        view="side",
        joints={"body": (-90,), "hip": (48,), "knee": (95,), "shoulder": (3,), "head": (4,)},
        reach={"right foot": Reach(to="floor"), "left foot": Reach(to="floor")},
        ground=("pelvis", "ribs", "chest", "right foot", "left foot"),
        props={"mat": ()},
    ),
    "front": Pose(
        view="side",
        joints={"body": (90,), "knee": (3,), "ankle": (-72,), "neck": (-16,), "head": (-6,)},
        reach={
            "left hand": Reach(to="forehead", by=(0.02, 0.0, -0.01), bend=("out",)),
            "right hand": Reach(to="forehead", by=(0.02, 0.0, -0.01), bend=("out",)),
        },
        ground=("pelvis", "ribs", "chest"),
        props={"mat": ()},
    ),
    "side": Pose(
        view="high",
        joints={
            "body": (0, -83),
            "hip": (50,),
            "knee": (80,),
            "right shoulder": (20,),
            "right elbow": (15,),
            "left shoulder": (80,),
            "left elbow": (20,),
            "neck": (0, 6),
        },
        ground=("left hip", "left shoulder"),
        props={"mat": (), "cushion": ()},
    ),
    "wall": Pose(
        view="side",
        joints={"shoulder": (0,)},
        ground=_BOTH_FEET,
        props={"wall": (-0.08,), "floor": ()},
    ),
}
