"""Runs first in the bundle: programs of the system get their own libraries, not those of the bundle."""

import os

# The bundle's loader put its folder in front for this process, which has read it by now.
_before = os.environ.pop("LD_LIBRARY_PATH_ORIG", None)
if _before is None:
    os.environ.pop("LD_LIBRARY_PATH", None)
else:
    os.environ["LD_LIBRARY_PATH"] = _before
