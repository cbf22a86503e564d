-- What ChatSync needs from a PostgreSQL server (16 or newer), made once by an administrator.
-- Repeating it changes nothing but the passwords. By hand:
--   psql "$ADMIN_URL" -v ON_ERROR_STOP=1 -v database=chatsync \
--        -v owner_password=... -v app_password=... -f roles.sql
-- Migrations create no role, no extension and no definer function.

-- chatsync_owner migrates and owns the tables, chatsync_app serves, and chatsync_search owns the
-- definer functions; none of them may look past row-level security.
SELECT format(
    'CREATE ROLE %I %s NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION',
    wanted.name, wanted.login)
FROM (VALUES ('chatsync_owner', 'LOGIN'),
             ('chatsync_app', 'LOGIN'),
             ('chatsync_search', 'NOLOGIN')) AS wanted (name, login)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted.name)
\gexec
ALTER ROLE chatsync_owner PASSWORD :'owner_password';
ALTER ROLE chatsync_app PASSWORD :'app_password';
-- A managed host's administrator is no superuser and must be a member to hand things over.
SELECT format('GRANT %I TO %I', role.name, current_user)
FROM (VALUES ('chatsync_owner'), ('chatsync_search')) AS role (name)
WHERE NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
\gexec
SELECT format('CREATE DATABASE %I OWNER chatsync_owner ENCODING ''UTF8'' TEMPLATE template0',
              :'database')
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec
ALTER DATABASE :"database" OWNER TO chatsync_owner;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO chatsync_app;
\connect :"database"
CREATE EXTENSION IF NOT EXISTS vector;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO chatsync_owner;
GRANT USAGE ON SCHEMA public TO chatsync_app, chatsync_search;

-- The app role reads and writes rows. It never gets TRUNCATE, which ignores row-level security,
-- nor REFERENCES, whose checks ignore it, nor TRIGGER.
ALTER DEFAULT PRIVILEGES FOR ROLE chatsync_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO chatsync_app;
ALTER DEFAULT PRIVILEGES FOR ROLE chatsync_owner IN SCHEMA public
    GRANT USAGE ON SEQUENCES TO chatsync_app;

-- Definer functions answer the app role (and migrations), nobody else.
ALTER DEFAULT PRIVILEGES FOR ROLE chatsync_search REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES FOR ROLE chatsync_search
    GRANT EXECUTE ON FUNCTIONS TO chatsync_app, chatsync_owner;

-- The workspace of the open transaction, or null. A setting left over by an ended transaction is
-- the empty string, not null. STABLE SQL, so that it is inlined and indexes are used.
SET ROLE chatsync_owner;
CREATE OR REPLACE FUNCTION public.chatsync_workspace() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT nullif(current_setting('chatsync.workspace', true), '')::uuid $$;
RESET ROLE;
