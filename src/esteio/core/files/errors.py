"""What goes wrong with files."""

from __future__ import annotations

from esteio.core.errors import Conflict, InvalidInput, Unavailable


class UploadRefused(InvalidInput):
    """Arquivo recusado"""

    code = "UPLOAD_REFUSED"
    default_detail = "Este arquivo não pode ser aceito."
    english = "This file cannot be accepted."


class UploadMissing(Conflict):
    """O arquivo ainda não chegou"""

    code = "UPLOAD_MISSING"
    default_detail = "O arquivo ainda não foi enviado. Envie-o e confirme de novo."
    english = "The file has not arrived yet. Send it and confirm again."


class StorageUnavailable(Unavailable):
    """Armazenamento fora do ar"""

    code = "STORAGE_UNAVAILABLE"
    default_detail = "O armazenamento de arquivos não respondeu. Tente de novo em instantes."
    english = "The file storage did not answer. Try again in a moment."
