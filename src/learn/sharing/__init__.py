"""The log on a server, for several machines or a class; a file beside it goes on without one."""
