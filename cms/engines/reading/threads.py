"""Comments as threads: each with its answers beneath."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from cms.models import Comment, CommentStatus

DEEPEST = 4  # levels of answers that are still moved inwards; deeper ones stand beside each other


@dataclass
class Node:
    """A comment with its answers; `answers` is whose words it answers where the place doesn't show it.

    `is_near`: that stands on the same page. `rest_after`: where the thread goes on elsewhere, the number of
    the last answer shown; else 0.
    """

    comment: Comment
    replies: list["Node"] = field(default_factory=list)
    answers: Comment | None = None
    is_near: bool = True
    depth: int = 0
    rest_after: int = 0

    @property
    def held(self) -> bool:
        return self.comment.status != CommentStatus.APPROVED


def grown(
    roots: Sequence[Comment], replies: Iterable[Comment], elsewhere: Mapping[int, Comment]
) -> list[Node]:
    """The roots with their answers beneath; what has nowhere to stand is left out."""
    threads = [Node(comment) for comment in roots]
    homes = {node.comment.id: node for node in threads}
    seen = {comment.id: comment for comment in roots}
    for comment in replies:
        seen[comment.id] = comment
        home = homes.get(comment.parent_id or 0) or homes.get(comment.root_id or 0)
        if home is None:
            continue
        node = Node(comment, depth=home.depth + 1)
        if comment.parent_id != home.comment.id:
            key = comment.parent_id or 0
            node.answers, node.is_near = seen.get(key) or elsewhere.get(key), key in seen
        home.replies.append(node)
        homes[comment.id] = node if node.depth < DEEPEST else home
    return threads
