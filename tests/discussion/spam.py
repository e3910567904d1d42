"""A thousand made comments, half of them spam, and how often the rules err: python -m tests.discussion.spam

How they are made, so that the figures can be judged:

- Spam is of nine kinds in the shares below, as spam traps see them. Programs send seven of them: six in ten
  of these fill in every field, three in ten of the rest answer within two seconds, and the others behave as
  a person does. People send the last two kinds by hand; one of these holds no link and nothing else that a
  rule could know.
- Half of the spam comes from forty addresses that are used again. It leads to thirty sites.
- Ham is of six kinds in four languages, with links as readers use them: none in 85 of a hundred, one in 11,
  two in 3, three in 1. Some say thank you in the same words, some shout a little, one in fifty was written
  from a page that lay open overnight, one in a hundred comes without a form of ours.
- They arrive mixed. A moderator looks after every twentieth: what is spam among the held is marked then, and
  rules on earlier spam know of it from there on. A third of the people who write ham were approved before.
- The owner has blocked five words. Nothing else is configured, and first comments are not held for being
  first: that would catch every newcomer, good or bad.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from cms.rules.spam import HOLD, Blocks, Clues, Facts, assess, essence
from cms.tools.comment_text import addresses_in

EACH = 500
SEED = 20261128
LOOKS_EVERY = 20
BLOCKS = Blocks(words=("casino*", "viagra", "payday", "replica", "escort*"))

SITES = [f"{word}-{n}.example" for n in range(6) for word in ("shop", "pills", "luck", "seo", "bags")]
OPENINGS = (
    *("The tide table saved our weekend.", "I grew up on Ropewalk Lane and never knew this."),
    *("My grandfather rang that bell.", "Is the ferry running on Sundays again?"),
    *("Ich finde, das stimmt so nicht ganz.", "Muy interesante, no lo sabía.", "شكرا على هذا المقال الجميل."),
    *("We tried it last week, and it worked.", "There is a typo in the second paragraph."),
    *("I disagree with the ranking entirely.", "What does the harbour master say to this?"),
)
MIDDLES = (
    *(
        "The clapper was replaced in 1974, as far as I know.",
        "You should ask at the library, they keep the logs.",
    ),
    *("Der Pegel lag damals bei 4,2 Metern.", "En mi pueblo lo hacemos de otra manera."),
    *("It takes about an hour if you walk slowly.", "My neighbour keeps two of them in the shed."),
    *("The photograph must be older than that.", "At low water you can still see the posts."),
    *("I measured 38 millimetres on Tuesday.", "The recipe wants more butter."),
)
PRAISE = (
    *("Great article, thanks for sharing!", "I really enjoyed this post, very informative."),
    *("Awesome blog, keep up the good work!", "This is exactly what I was looking for."),
    *("Nice information, I have bookmarked your site.", "Wonderful points you made here."),
)
OFFERS = (
    *(
        "Cheap designer bags here",
        "Earn money from home",
        "Best prices for pills",
        "Rank first on every search",
    ),
    *("Free spins for new players", "Hot singles near you", "Loans without questions"),
)


@dataclass(frozen=True)
class Made:
    """A comment of the making, and what the rules are told beside its text."""

    kind: str
    text: str
    name: str
    email: str
    clues: Clues
    known: bool = False


@dataclass
class History:
    """What the site remembers of the comments so far."""

    texts: Counter[str] = field(default_factory=Counter)
    rejected: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    unseen: list[Made] = field(default_factory=list)

    def facts(self, made: Made) -> Facts:
        links = addresses_in(made.text)
        kept = essence(made.text)
        linked = sum(self.sites[site] for site in {sites(link) for link in links})
        return Facts(
            made.text,
            links,
            name=made.name,
            email=made.email,
            known=made.known,
            repeats=self.texts[kept] if kept else 0,
            rejected=self.rejected[made.email],
            linked=linked,
            clues=made.clues,
            blocks=BLOCKS,
        )

    def mark(self, made: Made) -> None:
        self.rejected[made.email] += 1
        self.sites.update({sites(link) for link in addresses_in(made.text)})

    def look(self) -> None:
        for made in self.unseen:
            self.mark(made)
        self.unseen.clear()


@dataclass(frozen=True)
class Rates:
    """Shares from 0 to 1, and by kind how many there were and how many were judged wrongly."""

    ham_stopped: float
    spam_caught: float
    by_kind: dict[str, tuple[int, int]]


def measure(seed: int = SEED, each: int = EACH) -> Rates:
    """Judge as many spam and ham comments in one mixed stream."""
    history, counts, wrong = History(), Counter[str](), Counter[str]()
    for number, made in enumerate(stream(seed, each)):
        assessment = assess(history.facts(made))
        is_spam = made.kind.startswith("spam")
        history.texts[essence(made.text)] += 1
        counts[made.kind] += 1
        wrong[made.kind] += assessment.holds != is_spam
        if is_spam and assessment.rejects:
            history.mark(made)
        elif is_spam and assessment.score >= HOLD:
            history.unseen.append(made)
        if number % LOOKS_EVERY == 0:
            history.look()
    erred = {side: sum(wrong[kind] for kind in counts if kind.startswith(side)) for side in ("ham", "spam")}
    return Rates(
        erred["ham"] / each, 1 - erred["spam"] / each, {kind: (counts[kind], wrong[kind]) for kind in counts}
    )


def stream(seed: int, each: int) -> list[Made]:
    """The comments in the order in which they arrive; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  # measuring needs no secrets
    both = [*(spam(chance) for _ in range(each)), *(ham(chance) for _ in range(each))]
    chance.shuffle(both)
    return both


def spam(chance: random.Random) -> Made:
    kind = chance.choices(list(SPAM), [share for share, _text in SPAM.values()])[0]
    by_hand = kind.startswith("spam by hand")
    clues = at_leisure(chance) if by_hand else by_program(chance)
    number = chance.randrange(40) if chance.random() < 0.5 else chance.randrange(10**6)
    name = f"{chance.choice(SITES).split('-')[0]}.shop" if kind == "spam in the name" else "Kate Smith"
    return Made(kind, SPAM[kind][1](chance), name, f"u{number}@mail.example", clues)


def ham(chance: random.Random) -> Made:
    kind = chance.choices(list(HAM), [share for share, _text in HAM.values()])[0]
    text = HAM[kind][1](chance)
    links = chance.choices((0, 1, 2, 3), (85, 11, 3, 1))[0] if kind != "ham that says thanks" else 0
    for n in range(links):
        text += f" See https://www.paper{chance.randrange(10**4)}.example/{n}/article?page={n}."
    number = chance.randrange(10**6)
    return Made(
        kind, text, "Ada", f"reader{number}@mail.example", at_leisure(chance), chance.random() < 1 / 3
    )


def by_program(chance: random.Random) -> Clues:
    if chance.random() < 0.6:
        return Clues(trapped=True, age=seconds(chance.uniform(0, 30)))
    return Clues(age=seconds(chance.uniform(0, 1.5))) if chance.random() < 0.3 else at_leisure(chance)


def at_leisure(chance: random.Random) -> Clues:
    drawn = chance.random()
    if drawn < 0.01:
        return Clues(age=None)
    if drawn < 0.03:
        return Clues(age=timedelta(hours=chance.uniform(25, 60)))
    return Clues(age=seconds(max(chance.lognormvariate(4.5, 0.8), 4)))


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def sites(link: str) -> str:
    return (urlsplit(link).hostname or "").removeprefix("www.")


def address(chance: random.Random) -> str:
    return f"https://{chance.choice(SITES)}/{chance.randrange(10**4)}"


def spun(chance: random.Random) -> str:
    return f"{chance.choice(PRAISE)} {chance.choice(PRAISE)} {chance.randrange(10**3)}"


def thoughts(chance: random.Random, most: int = 4) -> str:
    said = [chance.choice(OPENINGS), *chance.sample(MIDDLES, chance.randint(1, most))]
    said.append(f"That was in {chance.randint(1890, 2026)}, at number {chance.randint(1, 90)}.")
    return " ".join(said)


Making = Callable[[random.Random], str]

SPAM: dict[str, tuple[int, Making]] = {
    "spam of links": (
        25,
        lambda c: "\n".join(f"{c.choice(OFFERS)} {address(c)}" for _ in range(c.randint(3, 12))),
    ),
    "spam of praise with a link": (20, lambda c: f"{spun(c)} {address(c)}"),
    "spam of one text everywhere": (
        15,
        lambda c: f"{c.choice(OFFERS)}! {PRAISE[0]} Visit the link in my name.",
    ),
    "spam in foreign markup": (10, lambda c: f"[url={address(c)}]{c.choice(OFFERS)}[/url] {spun(c)}"),
    "spam in the name": (8, spun),
    "spam with blocked words": (
        8,
        lambda c: f"{spun(c)} {c.choice(('casinos', 'Viagra', 'payday'))} for all",
    ),
    "spam that shouts": (
        7,
        lambda c: f"{c.choice(OFFERS)} {spun(c)} now".upper() + f" {address(c)} {address(c)}",
    ),
    "spam by hand with a link": (4, lambda c: f"{thoughts(c)} I read about it at {address(c)}"),
    "spam by hand without one": (3, lambda c: f"{thoughts(c)} Ask me for a good price."),
}
HAM: dict[str, tuple[int, Making]] = {
    "ham of a thought": (50, thoughts),
    "ham at length": (15, lambda c: "\n\n".join(thoughts(c, 6) for _ in range(3))),
    "ham that says thanks": (
        12,
        lambda c: c.choice(("Thank you!", "Thanks for this.", "Danke!", "Gracias.")),
    ),
    "ham that quotes": (10, lambda c: f"> {c.choice(MIDDLES)}\n\n{thoughts(c)}"),
    "ham with code or lists": (8, lambda c: f"{thoughts(c)}\n\n- `pegel --now`\n- {c.choice(MIDDLES)}"),
    "ham that shouts a little": (5, lambda c: f"NO WAY! {thoughts(c)}"),
}


def lines(rates: Rates) -> Iterator[str]:
    """What is printed."""
    yield f"ham held or taken for spam: {rates.ham_stopped:.1%}"
    yield f"spam caught:                {rates.spam_caught:.1%}"
    for kind, (count, wrong) in sorted(rates.by_kind.items()):
        yield f"  {kind:30} {count:4}, wrongly judged {wrong}"


if __name__ == "__main__":
    print("\n".join(lines(measure())))  # noqa: T201  # its only purpose
