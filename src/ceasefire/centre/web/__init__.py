"""The site: settings, addresses, templates' environment, and what stands before every page.

Pages use `page` to answer, `spoken` for the reader's language, `said` for a sentence on what is wrong; `request.viewer`
is whoever looks (access.Viewer).
"""

from ceasefire.centre.web._pages import fragment, page, said
from ceasefire.centre.web._templates import spoken

__all__ = ["fragment", "page", "said", "spoken"]
