-- Look-ups that must work before any tenant is known. Each answers ids only (a seat also
-- the version of its rows, so that a changed role or visibility is noticed).
-- They run as chatsync_search, which may only read the tables that grant it (docs/adr/0003).

CREATE OR REPLACE FUNCTION chatsync_memberships(person uuid)
RETURNS TABLE (workspace_id uuid, member_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.workspace_id, m.id FROM workspaces_member m
  WHERE m.person_id = person AND m.active ORDER BY m.joined_at
$$;

CREATE OR REPLACE FUNCTION chatsync_api_key(key_digest bytea)
RETURNS TABLE (workspace_id uuid, key_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.workspace_id, k.id FROM workspaces_apikey k
  WHERE k.digest = key_digest AND k.revoked_at IS NULL
$$;

-- A number that is disconnected goes on receiving for the workspace that had it last, until
-- another one connects it: no customer's message is lost.
CREATE OR REPLACE FUNCTION chatsync_numbers(phone_number_ids text[])
RETURNS TABLE (
  phone_number_id text, workspace_id uuid, number_id uuid, app_id uuid, pending boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT DISTINCT ON (n.phone_number_id) n.phone_number_id::text, n.workspace_id, n.id, n.app_id,
    n.status = 'pending' AND n.disconnected_at IS NULL
  FROM channels_number n WHERE n.phone_number_id = ANY (phone_number_ids)
  ORDER BY n.phone_number_id, n.disconnected_at DESC NULLS FIRST
$$;

CREATE OR REPLACE FUNCTION chatsync_accounts(waba_ids text[])
RETURNS TABLE (waba_id text, workspace_id uuid, number_id uuid, app_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n.waba_id::text, n.workspace_id, n.id, n.app_id FROM channels_number n
  WHERE n.waba_id = ANY (waba_ids) AND n.disconnected_at IS NULL
$$;

-- An operator's running step-in stands where a seat stands, under its own id.
CREATE OR REPLACE FUNCTION chatsync_seats(member_ids uuid[])
RETURNS TABLE (member_id uuid, version text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.xmin::text || '.' || w.xmin::text FROM workspaces_member m
  JOIN workspaces_workspace w ON w.id = m.workspace_id
  WHERE m.id = ANY (member_ids) AND m.active
  UNION ALL
  SELECT s.id, s.xmin::text || '.' || w.xmin::text FROM workspaces_stepin s
  JOIN workspaces_workspace w ON w.id = s.workspace_id
  WHERE s.id = ANY (member_ids) AND s.ended_at IS NULL AND s.ends_at > now()
$$;

-- The step-ins of a person that run, or (null) everybody's whose time is over while nobody has
-- written down their end.
CREATE OR REPLACE FUNCTION chatsync_step_ins(person uuid)
RETURNS TABLE (workspace_id uuid, step_in_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.workspace_id, s.id FROM workspaces_stepin s
  WHERE s.ended_at IS NULL
    AND (s.person_id = person AND s.ends_at > now() OR person IS NULL AND s.ends_at <= now())
  ORDER BY s.workspace_id, s.id
$$;

CREATE OR REPLACE FUNCTION chatsync_strict_sessions(person uuid)
RETURNS TABLE (strict boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM workspaces_member m JOIN workspaces_workspace w ON w.id = m.workspace_id
    WHERE m.person_id = person AND m.active AND w.session_mode = 'strict'
    UNION ALL
    SELECT FROM workspaces_stepin s JOIN workspaces_workspace w ON w.id = s.workspace_id
    WHERE s.person_id = person AND s.ended_at IS NULL AND s.ends_at > now()
      AND w.session_mode = 'strict')
$$;

-- Whether a workspace of the person lets its members in only with a second factor.
CREATE OR REPLACE FUNCTION chatsync_needs_factor(person uuid)
RETURNS TABLE (needs boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM workspaces_member m JOIN workspaces_workspace w ON w.id = m.workspace_id
    WHERE m.person_id = person AND m.active AND w.requires_factor)
$$;

-- Whether the person owns a workspace.
CREATE OR REPLACE FUNCTION chatsync_owns(person uuid)
RETURNS TABLE (owns boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM workspaces_member m
    WHERE m.person_id = person AND m.active AND m.role = 'owner')
$$;

CREATE OR REPLACE FUNCTION chatsync_workspaces()
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id FROM workspaces_workspace w ORDER BY w.created_at
$$;

-- Those of the workspaces in which conversations are given out in turn.
CREATE OR REPLACE FUNCTION chatsync_giving_in_turn(workspaces uuid[])
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.workspace_id FROM inbox_rules r
  WHERE r.workspace_id = ANY (workspaces) AND r.giving = 'in_turn'
$$;

-- Workspaces that give out in turn, where somebody was there since a moment, and a customer waits in
-- nobody's hands, or in those of somebody who was away or missing for as long as the rules say
-- before that moment.
CREATE OR REPLACE FUNCTION chatsync_turns_due(since timestamptz)
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.workspace_id FROM inbox_rules r
  WHERE r.giving = 'in_turn'
    AND EXISTS (
      SELECT FROM inbox_attendance a
      WHERE a.workspace_id = r.workspace_id AND NOT a.is_away AND a.seen_at >= since)
    AND (
      EXISTS (
        SELECT FROM inbox_conversation c
        WHERE c.workspace_id = r.workspace_id AND c.assignee_id IS NULL AND c.status = 'open'
          AND c.waiting_since IS NOT NULL)
      OR r.pass_on_after_minutes IS NOT NULL AND EXISTS (
        SELECT FROM workspaces_member m
        LEFT JOIN inbox_attendance a ON a.workspace_id = m.workspace_id AND a.member_id = m.id
        JOIN inbox_conversation c ON c.workspace_id = m.workspace_id AND c.assignee_id = m.id
          AND c.status = 'open'
          AND c.waiting_since <= since - make_interval(mins => r.pass_on_after_minutes)
        WHERE m.workspace_id = r.workspace_id
          AND (a.seen_at IS NULL OR a.is_away
            OR a.seen_at <= since - make_interval(mins => r.pass_on_after_minutes))))
$$;

-- Workspaces in which quiet conversations are resolved by themselves.
CREATE OR REPLACE FUNCTION chatsync_resolving()
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT r.workspace_id FROM inbox_rules r WHERE r.resolve_after_days IS NOT NULL
$$;

-- Workspaces whose plan the clock may have changed; with `unopened` those without an account too.
-- A closed one waits: it is deleted, or settled once it is taken back.
CREATE OR REPLACE FUNCTION chatsync_billing_due(at timestamptz, unopened boolean, most int)
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  (SELECT a.workspace_id FROM billing_account a
   JOIN workspaces_workspace w ON w.id = a.workspace_id AND w.closed_at IS NULL
   WHERE a.due_at <= at ORDER BY a.due_at LIMIT most)
  UNION ALL
  (SELECT w.id FROM workspaces_workspace w
   WHERE unopened AND w.closed_at IS NULL AND NOT EXISTS (
     SELECT FROM billing_account a WHERE a.workspace_id = w.id AND a.trial_began_at IS NOT NULL)
   LIMIT most)
$$;

-- Whose each id of the payment provider is: of a transaction we made or know, a subscription, a payer.
CREATE OR REPLACE FUNCTION chatsync_billing_homes(names text[])
RETURNS TABLE (name text, workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT c.transaction_id::text, c.workspace_id FROM billing_checkout c
  WHERE c.transaction_id = ANY (names)
  UNION SELECT s.provider_id::text, s.workspace_id FROM billing_subscription s
  WHERE s.provider_id = ANY (names) AND s.provider = 'paddle'
  UNION SELECT i.transaction_id::text, i.workspace_id FROM billing_invoice i
  WHERE i.transaction_id = ANY (names)
  UNION SELECT a.customer_id::text, a.workspace_id FROM billing_account a
  WHERE a.customer_id = ANY (names) AND a.customer_id <> ''
$$;

-- The operator's list of bank transfers, the newest first: in one of the states, or (a word) the one
-- of that reference. What they say is read afterwards, each in its scope.
CREATE OR REPLACE FUNCTION chatsync_transfers(
  states text[], named text, before_at timestamptz, before_id uuid, most int)
RETURNS TABLE (workspace_id uuid, transfer_id uuid, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT t.workspace_id, t.id, t.made_at FROM billing_transfer t
  WHERE CASE WHEN named = '' THEN t.state = ANY (states) ELSE t.reference = named END
    AND (t.made_at, t.id) < (
      coalesce(before_at, 'infinity'), coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  ORDER BY t.made_at DESC, t.id DESC LIMIT most
$$;

-- The operator's list of workspaces, the newest first: every word in the name, the very id, or an
-- owner among the given people; no words: all. Names are read afterwards, each in its scope.
CREATE OR REPLACE FUNCTION chatsync_tenants(
  words text[], exact uuid, owners uuid[], before_at timestamptz, before_id uuid, most int)
RETURNS TABLE (workspace_id uuid, made_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id, w.created_at FROM workspaces_workspace w
  WHERE (w.id = exact
    OR NOT EXISTS (
      SELECT FROM unnest(words) AS word (part) WHERE strpos(lower(w.name), lower(word.part)) = 0)
    OR w.id IN (
      SELECT m.workspace_id FROM workspaces_member m
      WHERE m.person_id = ANY (owners) AND m.role = 'owner' AND m.active))
    AND (w.created_at, w.id) < (
      coalesce(before_at, 'infinity'), coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  ORDER BY w.created_at DESC, w.id DESC LIMIT most
$$;

-- The operator's list of parked updates, the newest first. `heads` are how the reason begins; with
-- `others` every other reason is meant. What they say is read afterwards, each in its scope.
CREATE OR REPLACE FUNCTION chatsync_parked(
  of_workspace uuid, heads text[], others boolean, before_at timestamptz, before_id uuid, most int)
RETURNS TABLE (workspace_id uuid, parked_id uuid, parked_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT p.workspace_id, p.id, p.at FROM channels_parked p
  WHERE (of_workspace IS NULL OR p.workspace_id = of_workspace)
    AND others <> EXISTS (
      SELECT FROM unnest(heads) AS head (text) WHERE starts_with(p.reason, head.text))
    AND (p.at, p.id) < (
      coalesce(before_at, 'infinity'), coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
  ORDER BY p.at DESC, p.id DESC LIMIT most
$$;

-- Full text, the newest first. Under row-level security an index on words cannot be used, since
-- the operator is not leakproof; here the workspace comes from the setting, and `holder` (null:
-- sees all) with `unheld_too` repeats what the asking member may see.
--
-- No plan suits every word, so the page is filled in steps, each beginning where the last ended:
-- who holds few conversations has those read; then the newest 1,000 messages are read, which ends
-- the search for common words; then up to 30,000, where the hits so far promise that this costs
-- less than the index does; the rest comes from the index on words, sorted before it is checked
-- who may see what (docs/adr/0008). Every step is exact: the order of steps decides the time only.
CREATE OR REPLACE FUNCTION chatsync_found_messages(
  wanted tsquery, holder uuid, unheld_too boolean, before_at timestamptz, before_id uuid, most int)
RETURNS TABLE (message_id uuid, sent_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here uuid := chatsync_workspace();
  till_at timestamptz := coalesce(before_at, 'infinity');
  till_id uuid := coalesce(before_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff');
  stretch int;
  visible bigint;
  got int;
BEGIN
  IF numnode(wanted) = 0 OR most < 1 THEN RETURN; END IF;
  IF holder IS NOT NULL AND NOT unheld_too AND (
    SELECT count(*) <= 500 FROM (
      SELECT FROM inbox_conversation c
      WHERE c.workspace_id = here AND c.assignee_id = holder LIMIT 501) AS held)
    AND (SELECT count(*) <= 5000 FROM (
      SELECT FROM inbox_conversation c
      CROSS JOIN LATERAL (
        SELECT FROM inbox_message m
        WHERE m.workspace_id = here AND m.conversation_id = c.id OFFSET 0) AS its
      WHERE c.workspace_id = here AND c.assignee_id = holder LIMIT 5001) AS held)
  THEN
    RETURN QUERY SELECT its.id, its.sent_at FROM inbox_conversation c
      CROSS JOIN LATERAL (
        SELECT m.id, m.sent_at FROM inbox_message m
        WHERE m.workspace_id = here AND m.conversation_id = c.id
          AND (m.sent_at, m.id) < (till_at, till_id)
          AND to_tsvector('simple', left(coalesce(m.text, ''), 20000)) @@ wanted
        OFFSET 0) AS its
      WHERE c.workspace_id = here AND c.assignee_id = holder
      ORDER BY its.sent_at DESC, its.id DESC LIMIT most;
    RETURN;
  END IF;
  FOREACH stretch IN ARRAY ARRAY[1000, 30000] LOOP
    RETURN QUERY SELECT near.id, near.sent_at FROM (
        SELECT m.id, m.sent_at, m.text, m.conversation_id FROM inbox_message m
        WHERE m.workspace_id = here AND (m.sent_at, m.id) < (till_at, till_id)
        ORDER BY m.sent_at DESC, m.id DESC LIMIT stretch) AS near
      WHERE CASE WHEN holder IS NULL OR (
          SELECT c.assignee_id = holder OR unheld_too AND c.assignee_id IS NULL
          FROM inbox_conversation c WHERE c.workspace_id = here AND c.id = near.conversation_id)
        THEN to_tsvector('simple', left(coalesce(near.text, ''), 20000)) @@ wanted END
      ORDER BY near.sent_at DESC, near.id DESC LIMIT most;
    GET DIAGNOSTICS got = ROW_COUNT;
    most := most - got;
    IF most = 0 THEN RETURN; END IF;
    -- How many of the 1,000 may be seen, told from the first 200.
    visible := CASE WHEN got = 0 OR stretch > 1000 THEN 0 WHEN holder IS NULL THEN stretch ELSE (
      SELECT count(*) * 5 FROM (
        SELECT m.conversation_id FROM inbox_message m
        WHERE m.workspace_id = here AND (m.sent_at, m.id) < (till_at, till_id)
        ORDER BY m.sent_at DESC, m.id DESC LIMIT 200) AS near
      WHERE (
        SELECT c.assignee_id = holder OR unheld_too AND c.assignee_id IS NULL
        FROM inbox_conversation c WHERE c.workspace_id = here AND c.id = near.conversation_id)) END;
    SELECT m.sent_at, m.id INTO till_at, till_id FROM inbox_message m
      WHERE m.workspace_id = here AND (m.sent_at, m.id) < (till_at, till_id)
      ORDER BY m.sent_at DESC, m.id DESC OFFSET stretch - 1 LIMIT 1;
    IF NOT FOUND THEN RETURN; END IF;
    -- Reading on costs with the rows between two hits that may be seen, the index with the hits
    -- that there are at all (`got` in every `visible` rows); both were measured, see there.
    EXIT WHEN visible = 0 OR got * got * 1000.0 / visible < 2.5 * most;
  END LOOP;
  RETURN QUERY WITH hits AS MATERIALIZED (
      SELECT m.id, m.sent_at, m.conversation_id FROM inbox_message m
      WHERE m.workspace_id = here
        AND (to_tsvector('simple', left(coalesce(m.text, ''), 20000))
             || array_to_tsvector(ARRAY[chr(1) || m.workspace_id::text]))
            @@ (wanted && quote_literal(chr(1) || here::text)::tsquery))
    SELECT older.id, older.sent_at FROM (
      SELECT hits.id, hits.sent_at, hits.conversation_id FROM hits
      WHERE (hits.sent_at, hits.id) < (till_at, till_id)
      ORDER BY hits.sent_at DESC, hits.id DESC OFFSET 0) AS older
    WHERE holder IS NULL OR (
      SELECT c.assignee_id = holder OR unheld_too AND c.assignee_id IS NULL
      FROM inbox_conversation c WHERE c.workspace_id = here AND c.id = older.conversation_id)
    ORDER BY older.sent_at DESC, older.id DESC LIMIT most;
END
$$;

-- Contacts by words, or by phone number: `heads` are how the digits may begin, `tails` how they
-- may end, written backwards. First the newest 500 contacts are read, which ends the search where
-- nearly every one is a hit (the first digits of a number, a common name); then come the indexes.
CREATE OR REPLACE FUNCTION chatsync_found_contacts(
  wanted tsquery, heads text[], tails text[], holder uuid, unheld_too boolean, most int)
RETURNS TABLE (contact_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here uuid := chatsync_workspace();
  till uuid;
  got int;
BEGIN
  IF most < 1 THEN RETURN; END IF;
  RETURN QUERY SELECT near.id FROM (
      SELECT k.id, k.name, k.profile_name, k.username FROM contacts_contact k
      WHERE k.workspace_id = here ORDER BY k.id DESC LIMIT 500) AS near
    WHERE (
      numnode(wanted) > 0 AND to_tsvector('simple', coalesce(near.name, '') || ' '
        || coalesce(near.profile_name, '') || ' ' || coalesce(near.username, '')) @@ wanted
      OR cardinality(heads || tails) > 0 AND EXISTS (
        SELECT FROM contacts_identity i
        WHERE i.workspace_id = here AND i.contact_id = near.id AND i.kind = 'phone' AND (
          EXISTS (SELECT FROM unnest(heads) AS head (digits) WHERE starts_with(i.value, head.digits))
          OR EXISTS (SELECT FROM unnest(tails) AS tail (digits)
                     WHERE starts_with(reverse(i.value), tail.digits)))))
      AND (holder IS NULL OR EXISTS (
        SELECT FROM inbox_conversation c
        WHERE c.workspace_id = here AND c.contact_id = near.id
          AND (c.assignee_id = holder OR unheld_too AND c.assignee_id IS NULL)))
    ORDER BY near.id DESC LIMIT most;
  GET DIAGNOSTICS got = ROW_COUNT;
  most := most - got;
  IF most = 0 THEN RETURN; END IF;
  SELECT k.id INTO till FROM contacts_contact k
    WHERE k.workspace_id = here ORDER BY k.id DESC OFFSET 499 LIMIT 1;
  IF NOT FOUND THEN RETURN; END IF;
  RETURN QUERY WITH hits AS MATERIALIZED (
      SELECT k.id FROM contacts_contact k
      WHERE k.workspace_id = here AND numnode(wanted) > 0
        AND (to_tsvector('simple', coalesce(k.name, '') || ' ' || coalesce(k.profile_name, '')
             || ' ' || coalesce(k.username, ''))
             || array_to_tsvector(ARRAY[chr(1) || k.workspace_id::text]))
            @@ (wanted && quote_literal(chr(1) || here::text)::tsquery)
      UNION ALL
      SELECT i.contact_id FROM unnest(heads) AS head (digits)
      JOIN contacts_identity i ON i.workspace_id = here AND i.kind = 'phone'
        AND i.value ~>=~ head.digits AND i.value ~<~ (head.digits || ':')
      UNION ALL
      SELECT i.contact_id FROM unnest(tails) AS tail (digits)
      JOIN contacts_identity i ON i.workspace_id = here AND i.kind = 'phone'
        AND reverse(i.value) ~>=~ tail.digits AND reverse(i.value) ~<~ (tail.digits || ':'))
    SELECT older.id FROM (
      SELECT DISTINCT hits.id FROM hits WHERE hits.id < till ORDER BY hits.id DESC OFFSET 0) AS older
    WHERE holder IS NULL OR EXISTS (
      SELECT FROM inbox_conversation c
      WHERE c.workspace_id = here AND c.contact_id = older.id
        AND (c.assignee_id = holder OR unheld_too AND c.assignee_id IS NULL))
    ORDER BY older.id DESC LIMIT most;
END
$$
