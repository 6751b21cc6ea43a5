"""g1's live pages (Globo)."""

from app.parsing.platform import Platform


class G1(Platform):
    """Only the JSON-LD holds posts, the newest ten, and twice: for the page itself and for its AMP version."""

    name = "g1"
    data_needle = "?postId="
    hosts = ("globo.com",)
    publisher = "g1"
    zone = "America/Sao_Paulo"
    language = "pt-BR"
