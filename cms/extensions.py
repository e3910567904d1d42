"""The extensions, unbound; create_app() binds them."""

from flask_babel import Babel
from flask_mail import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect

from cms.models.base import Base

babel = Babel()
csrf = CSRFProtect()
db = SQLAlchemy(model_class=Base, disable_autonaming=True)
mail = Mail()
migrate = Migrate()
