"""Engines. This package knows tokens, tensors and files; it knows nothing of memories, nights or chats."""
