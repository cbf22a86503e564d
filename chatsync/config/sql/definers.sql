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

CREATE OR REPLACE FUNCTION chatsync_numbers(phone_number_ids text[])
RETURNS TABLE (
  phone_number_id text, workspace_id uuid, number_id uuid, app_id uuid, pending boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT n.phone_number_id::text, n.workspace_id, n.id, n.app_id, n.status = 'pending' FROM channels_number n
  WHERE n.phone_number_id = ANY (phone_number_ids) AND n.disconnected_at IS NULL
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
$$
