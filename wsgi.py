"""What gunicorn serves."""

import sys

from cms import create_app
from cms.configuration import ConfigurationError
from cms.engines.demo_guard import demo_refusal

try:
    app = create_app()
except ConfigurationError as error:
    sys.exit(f"Masthead does not start: {error}")
if refusal := demo_refusal(app):
    sys.exit(f"Masthead does not start: {refusal}")
