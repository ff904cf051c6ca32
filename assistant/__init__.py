"""The product: chat, memory, sleep, experts and the command line. Loads no model library itself."""

__version__ = "0.1.0"
