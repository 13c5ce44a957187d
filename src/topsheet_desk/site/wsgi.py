"""The door through which the server (granian) calls the desk."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from topsheet_desk.site.environment import listed
from topsheet_desk.site.memory import settle

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "topsheet_desk.site.settings")
application = get_wsgi_application()
settle()
if listed("TOPSHEET_TRUSTED_PROXIES"):
    from granian.utils.proxies import wrap_wsgi_with_proxy_headers

    application = wrap_wsgi_with_proxy_headers(application, listed("TOPSHEET_TRUSTED_PROXIES"))
