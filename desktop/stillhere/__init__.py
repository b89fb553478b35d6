"""Still Here: one click says "resting, still here".

Law: this file holds the version and, in a source tree, the way to `stillhere.resources`; it imports nothing
of ours, so that importing a part never imports another.
"""

import os.path

__version__ = "0.1.0"

# An installed package carries resources/ inside itself. In a source tree (editable installs included) the
# data stands beside desktop/, so the package's search path grows by the tree's root, there only.
_SOURCE_ROOT, _PLACE = os.path.split(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
if _PLACE == "desktop" and os.path.isfile(os.path.join(_SOURCE_ROOT, "resources", "__init__.py")):
    __path__.append(_SOURCE_ROOT)
