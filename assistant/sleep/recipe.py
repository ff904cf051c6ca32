"""Every hyper-parameter of a night, with where it comes from. Settled by `reverie bench`; see docs/results.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from assistant.errors import UsageError
from assistant.experts.manifest import Level
from assistant.sleep.level_recipe import LevelRecipe, ReplayRecipe
from assistant.sleep.verdict import Limits
from backends.base import AdapterSpec

PARTS = (
    "seeding",
    "dreaming",
    "recitation",
    "cues",
    "word-dropout",
    "anchors",
    "replay",
    "imitation",
    "on-policy",
    "core",
)
"""What can be left out of a night, for ablations; `parts` tells which of them a recipe has."""

ADDITIONS = ("seeding", "imitation", "on-policy", "epoch")
"""What can be added to a night that does without; an epoch more of plain study is what the others must beat."""

HARD_SHARE = 0.5
"""Of an added seeding: half the loss is the teacher's distribution over the answer's tokens, half the answer itself."""
IMITATION_ROUNDS = 3
"""Of an added imitation: ReST-EM, the paper's own scheme of sampling and reward, gains little after two or three."""
ON_POLICY_SHARE = 0.3
"""Of an added on-policy distillation. GKD's best is 0.5 and more, on a student that knows the task already."""

MLP = ("gate_proj", "up_proj", "down_proj")
"""The paper adds its low-rank experts to the MLP blocks only (section 3.2)."""

ALL_LINEAR = ("q_proj", "k_proj", "v_proj", "o_proj", *MLP)
"""Reading is attention's work: the core's lessons also train the attention's projections."""


@dataclass(frozen=True, slots=True)
class ExpertShape:
    """PEFT's words."""

    rank: int = 16
    alpha: float = 32.0
    target_modules: tuple[str, ...] = MLP
    untouched: float = 0.0
    """Share of the layers, the lowest ones, that get no expert."""

    def spec(self, layers: int) -> AdapterSpec:
        """The same for a model of so many layers."""
        return AdapterSpec(self.rank, self.alpha, self.target_modules, int(self.untouched * layers))


@dataclass(frozen=True, slots=True)
class Optimisation:
    """AdamW with linear warm-up and cosine decay."""

    learning_rate: float = 1e-3
    warmup_steps: int = 8
    final_share: float = 0.1
    """Learning rate at the end, as a share of the highest."""
    batch_examples: int = 8
    epochs: int = 1
    enough_steps: int | None = None
    """Steps that one epoch less must have to do as well. None: it would not."""


@dataclass(frozen=True, slots=True)
class RateRecipe:
    """The range test of a model's learning rate, once, in its first night (`assistant.sleep.rate_finder`)."""

    steps: int = 24
    lowest: float = 1 / 16
    """Of the recipe's rate, at the first step."""
    highest: float = 32.0
    """At the last; the rate grows by the same factor at each."""
    window: int = 5
    """Steps of whose losses the median counts: one batch may be easy or hard."""
    fell: float = 0.9
    """The loss must fall below this share of what it was at first, or rise as much, or the test says nothing."""
    hopeless: float = 3.0
    """It ends where two losses in a row are above so many times what it was at first."""
    below: float = 0.1
    """The rate to take, as a share of the one at which the loss was lowest. A tenth is usual, and near the
    rate of the starter's core, which was settled otherwise (docs/results.md)."""
    least: float = 0.1
    most: float = 2.0
    """Bounds of what it may find, as shares of the recipe's rate."""


@dataclass(frozen=True, slots=True)
class DreamRecipe:
    """How study data is written and chosen."""

    by_model: bool = True
    """The model writes the dreams; else they are the statement in fixed rewrites."""
    written_per_memory: int = 20
    """In one round."""
    enough: int = 10
    """Usable dreams from which on a memory is not dreamt of again in the same night."""
    rounds: int = 2
    fewest_of_a_part: int = 4
    """Usable dreams below which a name, a number or the end of the statement is aimed at in the next round."""
    aimed_again: int = 6
    """Dreams about such a part."""
    kept_by_gap: int = 18
    """Dreams per memory with the largest learnability gap (the paper's Top-k by importance)."""
    kept_at_random: int = 2
    """Others per memory, for diversity (the paper's b random)."""
    aimed: float = 0.5
    """Share that is written about a given part of the note, each part in turn; the others choose for themselves."""
    probes_per_memory: int = 1
    temperature: float = 0.8
    top_p: float = 0.95
    cues: int = 20
    """Of a memory, in a night whose expert recites: questions alone (`sleep.cues`)."""
    written_beside_cues: int = 10
    enough_beside_cues: int = 4
    """What `written_per_memory` and `enough` are in such a night, which aims at nothing again."""

    def beside_cues(self) -> DreamRecipe:
        """The same for such a night."""
        if not self.cues:
            return self
        return replace(
            self,
            written_per_memory=self.written_beside_cues,
            enough=self.enough_beside_cues,
            fewest_of_a_part=0,
        )


@dataclass(frozen=True, slots=True)
class SeedingRecipe:
    """Knowledge Seeding: generalised distillation with a top-k teacher (paper, section 3.3; GKD)."""

    teacher_top_k: int = 20
    hard: float = 1.0
    """Weight of the verified label against the teacher's distribution."""
    beta: float = 0.0
    """0: forward KL, which SDFT's published results use."""
    on_policy: float = 0.0
    """Share of the optimiser's steps, after the first epoch, in which the student's own answers take the place of the
    dreams' (lambda of GKD and of the paper, which gives no number)."""
    with_note: float = 0.3
    """Share of dreams that are also studied with the note among others in the prompt. None where the core reads the
    notes: then the expert answers only where there are none."""
    recited: bool = True
    """Where the core reads notes, a dream's question is answered by the memory itself: chat lets the expert recite it
    and the core answer from it (`assistant.chat.recollection`). Else, and in practice, by the dream's own answer."""
    recited_at_once: int = 16
    """Questions about a memory in an epoch, others in each while there are."""
    recited_whole: int = 6
    """Of these, those that teach all of it; the others teach how it begins, which decides the rest."""
    recited_beginning: int = 8
    """Tokens of a beginning."""
    word_dropout: float = 0.3
    """Share of the words of a recital's question that are left out (Iyyer et al., ACL 2015), others in every epoch."""
    questions_whole: float = 0.3
    """Share of these questions of which no word is left out."""
    unanswered: float = 0.0
    """Share of note bundles that also hold a question which the notes do not answer."""
    never_told: float = 0.0
    """Never-told pairs per kept dream. An expert is mounted only for what it was told: refusing is the core's work,
    and refusals among its own facts make it refuse those in other words."""
    foreign_read: float = 0.0
    """Invented notes to be read, per kept dream: an expert trained on its own facts only reads others worse."""
    anchors: float = 0.2
    """Anchor examples per kept dream."""
    anchor_weight: float = 1.0
    anchor_tokens: int = 24
    """Longest reply of an anchor."""


@dataclass(frozen=True, slots=True)
class ImitationRecipe:
    """Learning to imitate: practice with rewards after the seeding (paper, section 3.3, which gives no numbers).

    The reward is `meaning` * (same meaning) + (1 - `meaning`) * closeness, its closeness 1 - z / longest where the
    Levenshtein distance z in tokens is at most `far` * longest, else 0.
    """

    rounds: int = 0
    """Snapshots of the expert that are sampled from, each followed by its steps. 0: no practice."""
    dreams: int = 48
    """Answers whose beginnings are completed in a round: six steps, so that no sample is of a much older policy."""
    completions: int = 4
    """Of each beginning; their mean reward is the baseline (GRPO, arXiv 2402.03300, takes 64 of a larger model)."""
    longest_prefix: float = 0.6
    """At most this share of an answer is given, and never what it is about. The paper cuts at random."""
    meaning: float = 0.7
    """The paper's gamma: the right answer in other words is worth more than a wrong one in the same."""
    far: float = 0.5
    """The paper's z0, as a share of the longer text, since answers differ in length."""
    least_spread: float = 0.05
    """A group whose rewards deviate by no more teaches nothing: normalised, its noise would count in full."""
    dreams_per_step: int = 8
    """As many groups in a step as the seeding has examples."""
    learning_rate: float = 0.1
    """As a share of the seeding's highest: the rate that the seeding ends with."""


@dataclass(frozen=True, slots=True)
class LessonRecipe:
    """The reading curriculum of the core expert, on invented lives."""

    bundles: int = 280
    anchors: float = 0.1
    """Anchor examples per lesson."""
    anchor_weight: float = 1.0
    exam_read: int = 24
    exam_never_told: int = 12


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it."""

    day: ExpertShape = field(default_factory=lambda: ExpertShape(untouched=1 / 2))
    """The lower half of the layers stays as it is: about as much is learned, faster, with less drift."""
    topic: ExpertShape = field(default_factory=ExpertShape)
    """Of one rank slice."""
    core: ExpertShape = field(default_factory=lambda: ExpertShape(target_modules=ALL_LINEAR))
    day_optimisation: Optimisation = field(
        default_factory=lambda: Optimisation(learning_rate=4e-3, epochs=3, enough_steps=90)
    )
    topic_optimisation: Optimisation = field(default_factory=lambda: Optimisation(learning_rate=2e-3, epochs=3))
    core_optimisation: Optimisation = field(default_factory=Optimisation)
    rates: RateRecipe = field(default_factory=RateRecipe)
    dreams: DreamRecipe = field(default_factory=DreamRecipe)
    seeding: SeedingRecipe = field(default_factory=SeedingRecipe)
    imitation: ImitationRecipe = field(default_factory=ImitationRecipe)
    lessons: LessonRecipe = field(default_factory=LessonRecipe)
    replay: ReplayRecipe = field(default_factory=ReplayRecipe)
    levels: LevelRecipe = field(default_factory=LevelRecipe)
    limits: Limits = field(default_factory=Limits)
    general_questions: int = 12
    never_told_questions: int = 12
    drift_anchors: int = 16

    @property
    def by_heart(self) -> bool:
        """Whether experts learn memories word for word, if there is a core to read them. Practice is for answers."""
        return self.seeding.recited and not self.seeding.on_policy and not self.imitation.rounds

    def shape(self, level: Level) -> ExpertShape:
        """Of an expert of that level."""
        return {Level.DAY: self.day, Level.TOPIC: self.topic, Level.CORE: self.core}[level]


def parts(recipe: Recipe) -> tuple[str, ...]:
    """The parts that this recipe has: leaving one of them out changes the night."""
    return tuple(part for part in PARTS if part == "core" or _left_out(recipe, part) != recipe)


def without(recipe: Recipe, left_out: Sequence[str]) -> Recipe:
    """The recipe of an ablation: each part named is left out or replaced by its plain counterpart.

    Raises: UsageError for a part that there is not, or that this recipe does without already.
    """
    changed = recipe
    for part in left_out:
        if part not in PARTS:
            raise UsageError(f"there is no part {part!r} of a night. Parts: {', '.join(parts(recipe))}")
        if part not in parts(recipe):
            raise UsageError(
                f"the present recipe does without {part} already; there is nothing to leave out. "
                f"Parts: {', '.join(parts(recipe))}"
            )
        changed = _left_out(changed, part)
    return changed


def _left_out(recipe: Recipe, part: str) -> Recipe:
    match part:
        case "seeding":
            return replace(recipe, seeding=replace(recipe.seeding, hard=1.0))
        case "dreaming":
            return replace(recipe, dreams=replace(recipe.dreams, by_model=False))
        case "recitation":
            return replace(recipe, seeding=replace(recipe.seeding, recited=False))
        case "cues":
            return replace(recipe, dreams=replace(recipe.dreams, cues=0))
        case "word-dropout":
            return replace(recipe, seeding=replace(recipe.seeding, word_dropout=0.0))
        case "anchors":
            return replace(recipe, seeding=replace(recipe.seeding, anchors=0.0))
        case "replay":
            return replace(recipe, replay=replace(recipe.replay, attempts=0))
        case "imitation":
            return replace(recipe, imitation=replace(recipe.imitation, rounds=0))
        case "on-policy":
            return replace(recipe, seeding=replace(recipe.seeding, on_policy=0.0))
        case _:
            return recipe  # "core": the night looks at this itself, there is no core expert to train or mount


def extended(recipe: Recipe, added: Sequence[str]) -> Recipe:
    """The recipe of an ablation with each of `ADDITIONS` that is named; an epoch may be named several times.

    Raises: UsageError for an addition that there is not, or a part that this recipe has already.
    """
    changed = recipe
    for part in added:
        if part not in ADDITIONS:
            raise UsageError(f"there is no {part!r} to add to a night. Additions: {', '.join(ADDITIONS)}")
        if part in parts(changed):
            raise UsageError(f"the recipe has {part} already; leave it out with --without to compare.")
        changed = _added(changed, part)
    return changed


def _added(recipe: Recipe, part: str) -> Recipe:
    match part:
        case "seeding":
            # A teacher with the note before it answers; it does not recite.
            return replace(recipe, seeding=replace(recipe.seeding, hard=HARD_SHARE, recited=False))
        case "imitation":
            return replace(recipe, imitation=replace(recipe.imitation, rounds=IMITATION_ROUNDS))
        case "on-policy":
            return replace(recipe, seeding=replace(recipe.seeding, on_policy=ON_POLICY_SHARE))
        case _:
            day, topic = recipe.day_optimisation, recipe.topic_optimisation
            return replace(
                recipe,
                day_optimisation=replace(day, epochs=day.epochs + 1),
                topic_optimisation=replace(topic, epochs=topic.epochs + 1),
            )
