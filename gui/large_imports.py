"""Large libraries are loaded one at a time: scipy asks for torch's classes while torch is half imported."""

import threading

#: Held by the engine's thread while torch loads, and by the data's while it may load scikit-learn.
LARGE_IMPORTS = threading.Lock()
