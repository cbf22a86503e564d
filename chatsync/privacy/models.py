"""What browsers reported, people answered and was deleted: nothing of it is a workspace's."""

from typing import ClassVar

from django.db import models

from chatsync.kit.clock import now
from chatsync.kit.ids import uuid7


class CspReport(models.Model):
    """How often a day one rule was broken by one source on one kind of page.

    No address, no path, no query string and nothing of the person is kept.
    """

    day = models.DateField()
    area = models.CharField(max_length=12)
    directive = models.CharField(max_length=40)
    blocked = models.CharField(max_length=120)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["day", "area", "directive", "blocked"], name="csp_report_once"
            )
        ]


class ConsentRecord(models.Model):
    """One answer on measurement, only ever added: no address, no agent, no account.

    The key is a digest of the receipt's random number, which only the person's browser holds;
    `ends` is the key of the answer that this one replaces. `at` is an hour.
    """

    receipt = models.CharField(primary_key=True, max_length=64)
    ends = models.CharField(max_length=64, blank=True, db_index=True)
    answer = models.CharField(max_length=10)
    method = models.CharField(max_length=12)
    language = models.CharField(max_length=2)
    asked = models.CharField(max_length=16)
    words = models.CharField(max_length=16)
    at = models.DateTimeField(db_index=True)


class Closure(models.Model):
    """A closed workspace that is being deleted, or was: how many rows, a digest of their ids.

    Global, since it outlives the workspace. No content and, once it is done, nobody's name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    workspace = models.UUIDField(unique=True)
    closed_at = models.DateTimeField()
    closed_by_id = models.UUIDField(null=True)
    """Who gets the proof; taken away with it."""
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32, default=b"")


class PolicyVersion(models.Model):
    """A text of a policy as this installation showed it, in both languages. Only ever added.

    `asked`: the version of the question about consent that held with it; `asks_again`: it was
    another one than before. `reason` is a sentence of the catalogue, in English. `facts` is what
    owners are told of when it changes; `is_material`: it has, or it was said.
    """

    policy = models.CharField(max_length=10)
    text_en = models.TextField()
    text_ur = models.TextField()
    digest = models.CharField(max_length=64)
    asked = models.CharField(max_length=16)
    asks_again = models.BooleanField()
    reason = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    facts = models.JSONField(default=dict)
    is_material = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["policy", "id"], name="policy_versions_in_order")
        ]

    def text(self, language: str) -> str:
        return self.text_ur if language == "ur" else self.text_en


class PolicyNotice(models.Model):
    """That an owner was told of a changed policy, by mail and in the dashboard until they read it.

    Global, as people are. No foreign key to the person, which would keep a deleted account's row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="+")
    person_id = models.UUIDField(db_index=True)
    told_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["version", "person_id"], name="policy_notice_once")
        ]


class CheckoutMeasurement(models.Model):
    """What `chatsync audit checkout` saw of the checkout. One row at most.

    `hosts`: origins that were contacted; `items`: [kind, name, host] kept in the browser;
    `undeclared`: [kind, name] that the registry does not know.
    """

    measured_at = models.DateTimeField()
    browser = models.CharField(max_length=60)
    script_url = models.CharField(max_length=200)
    frame_origin = models.CharField(max_length=200)
    hosts = models.JSONField()
    items = models.JSONField()
    undeclared = models.JSONField()
