"""One file per screen; each talks to the assistant only through `app.job`."""
