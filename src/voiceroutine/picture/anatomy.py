"""How long and how thick the parts of the figure are, and how far its joints move.

All lengths are in statures: the figure is 1 high. Lengths are those of Winter, Biomechanics and Motor Control of Human
Movement (after Drillis and Contini, Body Segment Parameters, 1966). Thicknesses are ours, and heads, hands and feet
are a little larger than life, so that they can be seen in a small picture.
"""

from __future__ import annotations

SIDES = ("right", "left")

THIGH, SHANK = 0.245, 0.246
ANKLE_HEIGHT = 0.039
UPPER_ARM, FOREARM, HAND = 0.186, 0.146, 0.1
HIP_WIDTH, SHOULDER_WIDTH = 0.055, 0.112
"""From the middle to the joint."""
PELVIS, BELLY, RIBS, CHEST = 0.07, 0.08, 0.08, 0.058
"""The pieces of the trunk, upward from the height of the hips to that of the shoulders."""
NECK = 0.075
"""From the height of the shoulders to the joint of the head."""
SHOULDER_DROP = 0.016
"""How far the joints of the shoulders lie below the upper end of the trunk."""
SLOPE = 0.026
"""How far above the upper end of the trunk the slope from the neck to the shoulders begins."""

HEAD_CENTRE = (0.012, 0.0, 0.05)
"""From the joint of the head: forward, left, up."""
HEAD = (0.064, 0.054, 0.074)
"""Half of its depth, breadth and height."""
NOSE = ((0.061, 0.0, 0.008), (0.08, 0.0, -0.017), (0.06, 0.0, -0.022))
"""Its profile, from the middle of the head."""
EYES = (0.056, 0.021, 0.012)
"""The left eye, from the middle of the head."""

SECTIONS = {
    "pelvis": (0.06, 0.082, 0.05),
    "waist": (0.048, 0.066, 0.04),
    "ribs": (0.06, 0.08, 0.04),
    "chest": (0.046, 0.098, 0.028),
}
"""Half of the depth, breadth and height of the trunk, where its pieces meet."""
RADII = {
    "neck": 0.031,
    "slope": 0.024,
    "hip": 0.05,
    "knee": 0.035,
    "ankle": 0.022,
    "heel": 0.02,
    "toes": 0.015,
    "shoulder": 0.032,
    "elbow": 0.026,
    "wrist": 0.019,
    "hand": 0.021,
    "fingers": 0.013,
}
"""Half of the thickness at each point."""
HEEL = (-0.022, 0.0, RADII["heel"] - ANKLE_HEIGHT)
TOES = (0.11, 0.0, RADII["toes"] - ANKLE_HEIGHT)
"""From the ankle, when the foot stands flat."""

RANGES: dict[str, tuple[tuple[float, float], ...]] = {
    "body": ((-180, 180), (-180, 180), (-180, 180)),
    "low back": ((-30, 40), (-25, 25), (-15, 15)),
    "mid back": ((-25, 40), (-25, 25), (-25, 25)),
    "upper back": ((-25, 40), (-20, 20), (-30, 30)),
    "neck": ((-50, 50), (-45, 45), (-80, 80)),
    "head": ((-25, 30), (-20, 20), (-30, 30)),
    "shoulders": ((-30, 45), (-30, 30)),
    "shoulder": ((-60, 180), (-180, 180), (-140, 100)),
    "elbow": ((0, 150),),
    "wrist": ((-85, 90),),
    "hip": ((-35, 145), (-60, 110), (-60, 75)),
    "knee": ((0, 160),),
    "ankle": ((-75, 40),),
}
"""The least and the greatest angle in degrees, for each angle of each joint. 0 is standing with the arms at the sides.

- `body` (how the pelvis lies in the world), the backs, `neck` and `head`: bent forward, leant and turned to the right.
- `shoulders` (both shoulder blades): raised, and drawn forward.
- `shoulder` and `hip`: raised; in which plane (0 is forward, 90 is out to the side); rolled outward.
- `elbow`, `knee`: bent. `wrist`: bent the same way as the elbow. `ankle`: with the toes up.
"""
PAIRED = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
"""Joints that there are two of, which `right` or `left` stands before; without, the angles are those of both."""
