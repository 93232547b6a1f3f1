# Everything a person needs: `make run`, `make test`. Set-up happens on the way.
.PHONY: run sample test ui bench fuzz tidy tools
export CARGO_NET_RETRY ?= 5

run: ui
	@bash scripts/run.sh

# The main job at the command line on a sample; what it makes lies in out/.
sample:
	@bash scripts/sample.sh

test: tools ui
	@cargo run --quiet --locked -p xtask -- test

ui: ui/dist/app.js

ui/dist/app.js: $(wildcard ui/src/*) ui/build.mjs ui/tsconfig.json ui/package-lock.json
	@bash scripts/ui.sh

tidy:
	@cargo run --quiet --locked -p xtask -- tidy

bench:
	@cargo bench --locked --workspace --bench '*'

fuzz:
	@cargo run --quiet --locked -p xtask -- fuzz $(or $(MINUTES),10)

tools:
	@bash scripts/tools.sh
