"""Counts of pages, and what campaign links may say. Nothing here belongs to a person.

No row holds an address, a browser's name, an account, or a time finer than the hour; but for a
visit that is not over, whose last minute is known, and for where a new workspace came from, sealed.
"""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.sealed import SealedField

LONGEST_VALUE = 60
"""Characters of a word in a campaign link."""
LONGEST_PAGE = 120
LONGEST_SLUG = 40


class Grain(models.TextChoices):
    """How long a stretch of time one sum covers."""

    DAY = "d"
    MONTH = "m"


class UtmKind(models.TextChoices):
    """The three words of a campaign link that we read."""

    SOURCE = "source"
    MEDIUM = "medium"
    CAMPAIGN = "campaign"


class UtmValue(models.Model):
    """A word that may stand in a campaign link and is counted as it stands.

    Whatever is not listed is counted as `other`: a word made for one person counts nobody.
    """

    kind = models.CharField(max_length=10, choices=UtmKind.choices)
    value = models.CharField(max_length=LONGEST_VALUE)
    created_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["kind", "value"], name="utm_value_once")
        ]


class PageCount(models.Model):
    """How often a page was opened in one hour, by where from and with what; kept for some days.

    `referrer` and `device` are classes; `variant` is the one that was drawn on a landing page.
    """

    pk = models.CompositePrimaryKey(
        "hour",
        "page",
        "variant",
        "referrer",
        "utm_source",
        "utm_medium",
        "utm_campaign",
        "device",
    )
    hour = models.DateTimeField()
    page = models.CharField(max_length=LONGEST_PAGE)
    variant = models.CharField(max_length=1, blank=True)
    referrer = models.CharField(max_length=10)
    utm_source = models.CharField(max_length=LONGEST_VALUE, blank=True)
    utm_medium = models.CharField(max_length=LONGEST_VALUE, blank=True)
    utm_campaign = models.CharField(max_length=LONGEST_VALUE, blank=True)
    device = models.CharField(max_length=8)
    views = models.PositiveIntegerField()


class ViewSum(models.Model):
    """The same views summed by day and month: what stays, and what the figures are read from.

    `part` and `value` say what is summed, an empty part all views; `within` and `within_value`
    narrow it to one value of another part, empty where nothing is narrowed.
    """

    pk = models.CompositePrimaryKey("grain", "within", "within_value", "at", "part", "value")
    grain = models.CharField(max_length=1, choices=Grain.choices)
    within = models.CharField(max_length=12, blank=True)
    within_value = models.CharField(max_length=LONGEST_PAGE, blank=True)
    at = models.DateTimeField()
    part = models.CharField(max_length=12, blank=True)
    value = models.CharField(max_length=LONGEST_PAGE, blank=True)
    views = models.PositiveIntegerField()


class Variant(models.TextChoices):
    """The two forms of a landing page that can be compared."""

    A = "a"
    B = "b"


class Landing(models.Model):
    """A landing page of the operator's. `share_b`: how many of a hundred views draw variant B."""

    slug = models.CharField(max_length=LONGEST_SLUG, unique=True)
    is_live = models.BooleanField(default=False)
    share_b = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=now, editable=False)


class LandingVersion(models.Model):
    """What one variant showed, or will show. The newest published one is live, the one without a
    date of publishing is the draft.

    `blocks`: a list of `{"id", "kind", "en": {…}, "ur": {…}}`, see blocks.py.
    """

    landing = models.ForeignKey(Landing, models.CASCADE, related_name="+")
    variant = models.CharField(max_length=1, choices=Variant.choices)
    number = models.PositiveSmallIntegerField()
    blocks = models.JSONField(default=list)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["landing", "variant", "number"], name="landing_version_once"
            ),
            models.UniqueConstraint(
                fields=["landing", "variant"],
                condition=models.Q(published_at=None),
                name="one_landing_draft",
            ),
        ]


class LandingCard(models.Model):
    """The picture that others show of a link to a published version, in one language; drawn when it
    is first asked for. `key`: of what stands on it, see card.py.
    """

    version = models.ForeignKey(LandingVersion, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2)
    key = models.CharField(max_length=12)
    picture = models.BinaryField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "language"], name="landing_card_once")
        ]


class Funnel(models.Model):
    """How far the views of a landing page came: each step counts the views that reached it.

    `day` is the day of the view, also for what came of it later, so that no step is larger than
    the one before it.
    """

    pk = models.CompositePrimaryKey("day", "landing", "variant", "campaign")
    day = models.DateField()
    landing = models.CharField(max_length=LONGEST_SLUG)
    variant = models.CharField(max_length=1)
    campaign = models.CharField(max_length=LONGEST_VALUE, blank=True)
    viewed = models.PositiveIntegerField(default=0)
    called = models.PositiveIntegerField(default=0)
    shown = models.PositiveIntegerField(default=0)
    submitted = models.PositiveIntegerField(default=0)
    verified = models.PositiveIntegerField(default=0)
    messaged = models.PositiveIntegerField(default=0)


class FunnelMark(models.Model):
    """That a view was counted at a step, so that a reload does not count again.

    `mark` is a digest of a random number that stood in one page view and is stored nowhere.
    """

    mark = models.BinaryField(primary_key=True, max_length=16)
    at = models.DateTimeField(db_index=True)


class SignUpOrigin(models.Model):
    """From which landing page a workspace came, sealed, until its first message or 30 days."""

    workspace_id = models.UUIDField(primary_key=True, editable=False)
    sealed = SealedField()
    at = models.DateTimeField(db_index=True)


class BeaconBatch(models.Model):
    """What pages told of their speed within half a second, as JSON; deleted when it is summed.

    `body`: a list of beacons.Line. Instead of a visit's cookie it holds a keyed digest, whose key
    no process writes down.
    """

    at = models.DateTimeField()
    body = models.TextField()


class OpenSitting(models.Model):
    """How long the pages of one visit were used so far; deleted when the visit is over.

    `mark`: the digest that stands for the visit. `last`: a minute.
    """

    mark = models.CharField(max_length=24, primary_key=True)
    device = models.CharField(max_length=8)
    used_ms = models.BigIntegerField()
    last = models.DateTimeField(db_index=True)


class SpeedSum(models.Model):
    """What pages told, summed by day and month: what stays, and what the figures are read from.

    `page` and `device` are empty where all are summed; `metric` and what `counts` and `totals` mean
    stand in speed.py; `name` is a button or a part of a page, where the metric has one.
    """

    pk = models.CompositePrimaryKey("grain", "device", "metric", "at", "page", "name")
    grain = models.CharField(max_length=1, choices=Grain.choices)
    at = models.DateTimeField()
    page = models.CharField(max_length=LONGEST_PAGE, blank=True)
    device = models.CharField(max_length=8, blank=True)
    metric = models.CharField(max_length=5)
    name = models.CharField(max_length=40, blank=True)
    counts = ArrayField(models.IntegerField())
    totals = ArrayField(models.BigIntegerField())

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["grain", "page", "metric", "at"], name="speed_of_a_page")
        ]
