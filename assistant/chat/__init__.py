"""A turn: recall, route, prompt, stream, store; and the engine process that serves the model."""
