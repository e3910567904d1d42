"""What gunicorn serves."""

import sys

from cms import create_app
from cms.configuration import ConfigurationError
from cms.engines.demo_guard import refuse_demo_people

try:
    app = create_app()
    refuse_demo_people(app)
except ConfigurationError as error:
    sys.exit(f"Masthead does not start: {error}")
