import chatsync.kit.clock
import chatsync.kit.ids
import chatsync.kit.tenancy
from django.db import migrations, models

from chatsync.kit.rls import tenant_table


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('workspace_id', models.UUIDField(default=chatsync.kit.tenancy.current_workspace, editable=False)),
                ('id', models.UUIDField(default=chatsync.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('trial', 'Trial'), ('trial_extended', 'Trial Extended'), ('active', 'Active'), ('canceling', 'Canceling'), ('past_due', 'Past Due'), ('paused', 'Paused'), ('canceled', 'Canceled')], default='trial', max_length=16)),
                ('plan', models.CharField(choices=[('starter', 'Starter'), ('growth', 'Growth'), ('business', 'Business')], default='starter', max_length=12)),
                ('trial_began_at', models.DateTimeField(null=True)),
                ('trial_ends_at', models.DateTimeField(null=True)),
                ('trial_extended_at', models.DateTimeField(null=True)),
                ('is_adjusted', models.BooleanField(default=False)),
                ('adjusted_staff_limit', models.PositiveIntegerField(blank=True, null=True)),
                ('adjusted_number_limit', models.PositiveIntegerField(blank=True, null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('opened_at', models.DateTimeField(default=chatsync.kit.clock.now, editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['due_at'], name='billing_account_due')],
                'constraints': [models.UniqueConstraint(fields=('workspace_id',), name='billing_account_once'), models.CheckConstraint(condition=models.Q(('state__in', ['trial', 'trial_extended', 'active', 'canceling', 'past_due', 'paused', 'canceled'])), name='billing_account_state'), models.CheckConstraint(condition=models.Q(('plan__in', ['starter', 'growth', 'business'])), name='billing_account_plan')],
            },
        ),
        migrations.CreateModel(
            name='Subscription',
            fields=[
                ('workspace_id', models.UUIDField(default=chatsync.kit.tenancy.current_workspace, editable=False)),
                ('id', models.UUIDField(default=chatsync.kit.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('provider', models.CharField(choices=[('paddle', 'Paddle'), ('manual', 'Manual')], max_length=10)),
                ('provider_id', models.CharField(max_length=64)),
                ('plan', models.CharField(choices=[('starter', 'Starter'), ('growth', 'Growth'), ('business', 'Business')], max_length=12)),
                ('interval', models.CharField(blank=True, choices=[('month', 'Month'), ('year', 'Year')], default='', max_length=8)),
                ('state', models.CharField(choices=[('trialing', 'Trialing'), ('active', 'Active'), ('past_due', 'Past Due'), ('paused', 'Paused'), ('canceled', 'Canceled')], max_length=10)),
                ('begun_at', models.DateTimeField(default=chatsync.kit.clock.now)),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('change', models.CharField(blank=True, default='', max_length=10)),
                ('change_at', models.DateTimeField(blank=True, null=True)),
                ('price_id', models.CharField(blank=True, default='', max_length=64)),
                ('currency', models.CharField(blank=True, default='', max_length=3)),
                ('amount', models.BigIntegerField(default=0)),
                ('occurred_at', models.DateTimeField(default=chatsync.kit.clock.now)),
                ('rank', models.SmallIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=chatsync.kit.clock.now, editable=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('workspace_id', 'provider', 'provider_id'), name='subscription_once'), models.CheckConstraint(condition=models.Q(('state__in', ['trialing', 'active', 'past_due', 'paused', 'canceled'])), name='subscription_state'), models.CheckConstraint(condition=models.Q(('provider__in', ['paddle', 'manual'])), name='subscription_provider'), models.CheckConstraint(condition=models.Q(('plan__in', ['starter', 'growth', 'business'])), name='subscription_plan')],
            },
        ),
        *tenant_table("billing_account", searchable=True),
        *tenant_table("billing_subscription", referenced=False),
    ]
