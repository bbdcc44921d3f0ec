"""A library for the tests of sheets: names as a large library has them, with therapists' other names."""

from __future__ import annotations

from voiceroutine.script.sheet.names import KnownStretch

NAMES: dict[str, tuple[str, ...]] = {
    "ankle-pumps": ("Ankle pumps",),
    "band-external-rotation": ("Band pull with the forearms", "external rotation with band", "band external rotation"),
    "band-row": ("Band row", "rows with band"),
    "bird-dog": ("Bird dog", "quadruped arm and leg raise"),
    "bridge": ("Bridge", "glute bridge", "supine bridge"),
    "calf-straight": ("Calf stretch, knee straight", "gastroc stretch", "runner's stretch"),
    "cat-dog": ("Cat and dog stretch", "cat cow", "cat camel"),
    "childs-pose": ("Child's pose, the prayer stretch", "child's pose", "prayer stretch"),
    "chin-tuck": ("Chin tuck", "cervical retraction", "chin retraction"),
    "clamshell": ("Clamshell",),
    "cross-body": ("Arm across the chest", "cross body stretch", "posterior capsule stretch"),
    "dead-bug": ("Dead bug",),
    "doorway-pec": ("Doorway chest stretch", "pec stretch", "doorway pec stretch", "corner stretch"),
    "figure-four": ("Figure four", "piriformis stretch", "figure 4 stretch"),
    "hamstring-strap": ("Hamstring stretch with a strap", "supine hamstring stretch"),
    "hamstring-standing": ("Standing hamstring stretch",),
    "heel-raises": ("Heel raises", "calf raises"),
    "hip-flexor": ("Kneeling hip stretch", "half kneeling hip flexor stretch"),
    "knee-to-chest": ("Knee to chest", "single knee to chest", "SKTC"),
    "levator-scapulae": ("Armpit stretch", "levator scapulae stretch"),
    "neck-rotation": ("Neck turns", "cervical rotation", "neck rotation"),
    "one-leg-stand": ("One leg stand", "single leg stance", "single leg balance"),
    "open-book": ("Open book", "thoracic rotation side lying"),
    "pelvic-tilt": ("Pelvic tilt", "posterior pelvic tilt", "PPT"),
    "pendulum": ("Arm pendulum", "Codman's pendulum"),
    "shoulder-squeeze": ("Shoulder squeeze", "scapular retraction", "scapular squeeze", "shoulder blade squeeze"),
    "side-leg-lift": ("Side leg lift", "sidelying hip abduction", "side lying hip abduction"),
    "sit-to-stand": ("Sit to stand",),
    "sleeper": ("Sleeper stretch",),
    "toe-raises": ("Toe raises",),
    "upper-trap": ("Upper trap stretch", "upper trapezius stretch"),
    "wall-push-up": ("Wall push-up", "wall pushups"),
    "wrist-extensors": ("Outside of the forearm stretch", "wrist extensor stretch"),
    "wrist-flexors": ("Inside of the forearm stretch", "wrist flexor stretch"),
}
"""From a stretch's key to its name and its other names."""
LIBRARY = tuple(
    KnownStretch(key, name, also, "steps" if key == "cat-dog" else "counted" if key == "clamshell" else "held")
    for key, (name, *others) in NAMES.items()
    for also in [tuple(others)]
)
