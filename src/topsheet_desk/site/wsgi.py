"""The door through which the server (granian) calls the desk."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet_desk.site.settings")
application = get_wsgi_application()
