# Gives the replica of compose.yaml its user and its place. PostgreSQL's image reads this once,
# when the folder of the database is empty.
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
    --set "password=$(cat /run/secrets/replication_password)" <<'END'
CREATE ROLE replica LOGIN REPLICATION PASSWORD :'password';
SELECT pg_create_physical_replication_slot('replica', true);
END
echo "host replication replica all scram-sha-256" >> "$PGDATA/pg_hba.conf"
