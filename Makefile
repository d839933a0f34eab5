# Set-up and daily work. `make` alone lists what there is; .ci/ holds the single steps.

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
# Our own Python, and our own Node where the machine has none, before all others.
export PATH := $(CURDIR)/.venv/bin:$(PATH)

LANGUAGES := es zh_Hans zh_Hant ar fr ht ko pt_BR ru th tl vi
LOCK := uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate
ARGS ?=
# Tests run side by side: as many as there are processors, two to four.
HANDS ?= $(shell n=$$(nproc); echo $$((n < 2 ? 2 : n > 4 ? 4 : n)))

.NOTPARALLEL:

.PHONY: help
help: ## List what make can do
	@echo "make serve starts the site. PORT=8001 make serve uses another port."
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 18

.PHONY: serve
serve: address ready ## Set up what is missing and start the site
	@exec python -m gunicorn --config bluecampaign/gunicorn.conf.py

.PHONY: test
test: test-packages assets ## Run all tests; make test ARGS="-k phones" runs some
	@.ci/step "Programs for some tests" .ci/tools
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && python -m pytest -n $(HANDS) --dist worksteal $(ARGS)

.PHONY: test-servers
test-servers: test-packages assets ## Run the tests on PostgreSQL and Redis; ARGS as above
	@.ci/step "Programs for some tests" .ci/tools
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && \
		python -m tests.servers -n $(HANDS) --dist worksteal $(ARGS)

.PHONY: chaos
chaos: test-packages assets ## Faults for real, half an hour; ARGS=--list names them
	@python -m tests.ops.chaos $(ARGS)

.PHONY: lint
lint: test-packages ## Check the manner of the code, the templates and the Dockerfile
	@.ci/step "Python, mistakes" ruff check
	@.ci/step "Python, form" ruff format --check
	@.ci/step "Templates" djlint --lint --quiet templates
	@.ci/step "Dockerfile" hadolint Dockerfile

.PHONY: staff
staff: ready ## Make a staff account that may do everything
	@.ci/staff

.PHONY: assets
assets: settings ## Build assets/ into static/built
	@.ci/step "Node" .ci/node
	@.ci/step "Packages for styles, scripts" .ci/npm
	@.ci/step "Styles, scripts, icons" node assets/build.mjs

.PHONY: messages
messages: settings ## Collect the words to translate into locale/ and compile them
	@command -v xgettext >/dev/null || { \
		echo "GNU gettext is missing. Install it: apt-get install gettext"; exit 1; }
	@.ci/step "Words to translate" python manage.py makemessages \
		$(LANGUAGES:%=--locale %) --no-obsolete --add-location file \
		--ignore '.*' --ignore assets --ignore node_modules --ignore static \
		--ignore tests --ignore benchmarks --ignore var
	@.ci/step "Translations" python .ci/messages.py --certain

.PHONY: guide
guide: test-packages assets ## Take stale pictures of the editor's guide anew; ARGS=--all: all
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && python -m tests.browser.guide $(ARGS)

.PHONY: audit
audit: test-packages assets ## Hold every page in every language against axe, light and dark
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && python -m tests.browser.audit $(ARGS)

.PHONY: audit-packages
audit-packages: test-packages ## Look for known weaknesses of the packages; AUDIT_MUST_LOOK=1
	@.ci/step "Python packages for the audit" .ci/venv requirements-audit.lock
	@python .ci/audit.py requirements.lock requirements-postgres.lock requirements-s3.lock \
		requirements-redis.lock

.PHONY: transcript
transcript: test-packages assets ## Write anew what a screen reader reads of the page for help
	@CHROMIUM=$$(.ci/chromium) && export CHROMIUM && python -m tests.browser.transcript

.PHONY: lock
lock: ## Choose the newest allowed packages and write the lock files (needs uv)
	@command -v uv >/dev/null || { echo "uv is missing: pip install uv"; exit 1; }
	@.ci/step "Lock: the site" $(LOCK) --upgrade pyproject.toml -o requirements.lock
	@.ci/step "Lock: tests" $(LOCK) --upgrade pyproject.toml -c requirements.lock \
		--extra test -o requirements-dev.lock
	@.ci/step "Lock: PostgreSQL" $(LOCK) --upgrade pyproject.toml -c requirements.lock \
		--extra postgres -o requirements-postgres.lock
	@.ci/step "Lock: S3" $(LOCK) --upgrade pyproject.toml -c requirements.lock \
		--extra s3 -o requirements-s3.lock
	@.ci/step "Lock: Redis" $(LOCK) --upgrade pyproject.toml -c requirements.lock \
		--extra redis -o requirements-redis.lock
	@.ci/step "Lock: audit" $(LOCK) --upgrade --group audit -c requirements-dev.lock \
		-o requirements-audit.lock
	@.ci/step "Lock: Node" $(LOCK) --upgrade --group node -o requirements-node.lock

.PHONY: clean
clean: ## Remove what make built; your .env and your data in var/ stay
	rm -rf .venv node_modules static/built var/static var/static.digest \
		.pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo

# --- What the targets above stand on ---

.PHONY: packages test-packages settings address ready
packages:
	@.ci/step "Python packages" .ci/venv requirements.lock

test-packages: packages
	@.ci/step "Python packages for tests" .ci/venv requirements-dev.lock

settings: packages
	@.ci/step "Settings in .env" .ci/env
	@.ci/step "Translations" python .ci/messages.py

address: packages
	@python .ci/port.py

ready: settings assets
	@.ci/step "Database, content, static files" python .ci/prepare.py
