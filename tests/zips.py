"""Reading the ZIP of an answer."""

import json
from io import BytesIO
from zipfile import ZipFile


def opened(answer):
    """The ZIP that came, whole."""
    assert (answer.status_code, answer.mimetype) == (200, "application/zip"), answer.text[:300]
    file = ZipFile(BytesIO(answer.data))
    assert file.testzip() is None
    return file


def data_in(file, name):
    return json.loads(file.read(name))


def words_of(answer):
    """All that can be read in an answer, also where it is packed."""
    if answer.mimetype != "application/zip":
        return answer.text
    file = opened(answer)
    return "\n".join(file.read(name).decode("utf-8", "replace") for name in file.namelist())
