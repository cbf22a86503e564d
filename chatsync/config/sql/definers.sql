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

CREATE OR REPLACE FUNCTION chatsync_seats(member_ids uuid[])
RETURNS TABLE (member_id uuid, version text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.xmin::text || '.' || w.xmin::text FROM workspaces_member m
  JOIN workspaces_workspace w ON w.id = m.workspace_id
  WHERE m.id = ANY (member_ids) AND m.active
$$;

CREATE OR REPLACE FUNCTION chatsync_workspaces()
RETURNS TABLE (workspace_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT w.id FROM workspaces_workspace w ORDER BY w.created_at
$$;

-- Full text. Under row-level security an index on words cannot be used, since the operator is not
-- leakproof; here the workspace comes from the setting, and `holder` (null: sees all) with
-- `unheld_too` repeats what the asking member may see.
CREATE OR REPLACE FUNCTION chatsync_found_messages(
  wanted tsquery, holder uuid, unheld_too boolean, before_at timestamptz, before_id uuid, most int)
RETURNS TABLE (message_id uuid, sent_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id, m.sent_at FROM inbox_message m
  JOIN inbox_conversation c ON c.workspace_id = m.workspace_id AND c.id = m.conversation_id
  WHERE m.workspace_id = chatsync_workspace() AND numnode(wanted) > 0
    AND (to_tsvector('simple', left(coalesce(m.text, ''), 20000))
         || array_to_tsvector(ARRAY[chr(1) || m.workspace_id::text]))
        @@ (wanted && quote_literal(chr(1) || chatsync_workspace()::text)::tsquery)
    AND (holder IS NULL OR c.assignee_id = holder OR (unheld_too AND c.assignee_id IS NULL))
    AND (before_at IS NULL OR (m.sent_at, m.id) < (before_at, before_id))
  ORDER BY m.sent_at DESC, m.id DESC LIMIT most
$$;

-- Contacts by words, or by phone number: `heads` are how the digits may begin, `tails` how they
-- may end, written backwards.
CREATE OR REPLACE FUNCTION chatsync_found_contacts(
  wanted tsquery, heads text[], tails text[], holder uuid, unheld_too boolean, most int)
RETURNS TABLE (contact_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT found.id FROM (
    SELECT k.id FROM contacts_contact k
    WHERE k.workspace_id = chatsync_workspace() AND numnode(wanted) > 0
      AND (to_tsvector('simple', coalesce(k.name, '') || ' ' || coalesce(k.profile_name, '')
           || ' ' || coalesce(k.username, '')) || array_to_tsvector(ARRAY[chr(1) || k.workspace_id::text]))
          @@ (wanted && quote_literal(chr(1) || chatsync_workspace()::text)::tsquery)
    UNION
    SELECT i.contact_id FROM unnest(heads) AS head (digits)
    JOIN contacts_identity i ON i.workspace_id = chatsync_workspace() AND i.kind = 'phone'
      AND i.value ~>=~ head.digits AND i.value ~<~ (head.digits || ':')
    UNION
    SELECT i.contact_id FROM unnest(tails) AS tail (digits)
    JOIN contacts_identity i ON i.workspace_id = chatsync_workspace() AND i.kind = 'phone'
      AND reverse(i.value) ~>=~ tail.digits AND reverse(i.value) ~<~ (tail.digits || ':')
  ) AS found
  WHERE holder IS NULL OR EXISTS (
    SELECT FROM inbox_conversation c
    WHERE c.workspace_id = chatsync_workspace() AND c.contact_id = found.id
      AND (c.assignee_id = holder OR (unheld_too AND c.assignee_id IS NULL)))
  ORDER BY found.id DESC LIMIT most
$$
