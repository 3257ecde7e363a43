# The commands that a newcomer needs. `make` alone lists them.

HW    ?= simulation_files/maeri_256mses_128_bw.cfg
STONNE = .build/release/stonne

.DEFAULT_GOAL := help
.PHONY: help run build test test-browser lint format models check-models check-operators check-annotations check-pruning check-random-models fuzz check-engines check-stonne check-kills test-sanitized coverage test-slurm conformance bench bench-layers bench-instructions bench-mapper benchmarks statistics clean packages

help: ## list these commands
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: build ## run the shipped LeNet on held-out digits, simulated on HW=FILE.cfg
	$(STONNE) run models/lenet5.onnx --hw $(HW) --inputs models/lenet5_digits.npz

build: packages ## build the release executable
	swift build -c release --product stonne

test: packages ## build everything and run every test, in release
	.ci/test

test-browser: build ## look at the HTML reports in headless Chromium (installed where it is missing)
	.ci/browser $(STONNE)

lint: ## check the format, as CI does
	swift format lint --strict --parallel --recursive Package.swift Sources Tests

format: ## format Sources and Tests in place
	swift format --in-place --parallel --recursive Package.swift Sources Tests

models: ## export the large models, with onnxruntime's answers (models/large, about 4 GB)
	models/python --torch models/make_models.py

check-models: build ## compare every model in models/large with onnxruntime: outputs and times
	models/python models/check_models.py $(STONNE) $(if $(MARKDOWN),--markdown $(MARKDOWN))

check-operators: build ## compare random Conv, Gemm and MatMul nodes with onnxruntime on every controller
	models/python models/compare_random.py $(STONNE)

check-annotations: build ## check models annotated with statistics: ONNX's checker, onnxruntime's outputs
	models/python models/check_annotations.py $(STONNE)

check-pruning: build ## compare pruned networks with onnxruntime, sample by sample, on weights that numpy pruned
	models/python models/compare_pruning.py $(STONNE)

check-random-models: build ## compare COUNT random models of 5 to 50 nodes with onnxruntime, from SEED on
	models/python models/compare_random_models.py $(STONNE) --count $(or $(COUNT),1000) --first $(or $(SEED),1)

check-engines: packages ## compare the two engines, and arithmetic, on COUNT random layers on random machines, from FIRST on
	swift build -c release --product differential
	.build/release/differential --count $(or $(COUNT),100000) --first $(or $(FIRST),1)

check-stonne: build ## compare COUNT random commands with the program of STONNE at STONNE_PATH, from FIRST on
	Tests/Stonne/compare.py $(STONNE) $(STONNE_PATH) --count $(or $(COUNT),1000) --first $(or $(FIRST),1)

fuzz: packages ## fuzz every parser for SECONDS in total, and replay the corpora under the address sanitizer
	Tests/Fuzz/fuzz.py --seconds $(or $(SECONDS),60)

test-slurm: build ## run a sweep through a real Slurm on this machine, one node failing (root; four minutes)
	Tests/Slurm/run $(STONNE)

check-kills: build ## kill COUNT runs and sweeps at random moments, and look at the files that they leave
	Tests/Faults/kill.py $(STONNE) --count $(or $(COUNT),24)

test-sanitized: packages ## run the unit tests under the address and the thread sanitizer (for the night)
	.ci/sanitized

coverage: packages ## run every test with coverage, print the share of lines by module, and fail where it is too small
	.ci/coverage

conformance: build ## run ONNX's backend test suite on the reference executor
	models/python models/check_conformance.py $(STONNE)

bench: build ## measure speed against STONNE and onnxruntime, and growth, and write docs/speed.md; ONLY=PART takes less
	models/python benchmarks/speed.py $(STONNE) $(if $(ONLY),--only $(ONLY))

bench-layers: build ## time single layers, whole commands, against STONNE's simulator
	benchmarks/single_layers.py $(STONNE)

bench-instructions: ## count instructions of five fixed runs against the stored counts; STORE=1 stores new ones
	.ci/instructions $(if $(STORE),--store)

bench-mapper: build ## run STONNE's acceptance suites for its mapper: its tile, the best of its sweep, the best of all
	$(STONNE) map --suite

benchmarks: build ## run eight networks on every architecture, dense and pruned, and write docs/benchmarks.md
	benchmarks/network_runs.py $(STONNE)

statistics: build ## write docs/statistics.md from the table of statistics
	$(STONNE) statistics --markdown > docs/statistics.md

clean: ## remove what was built (models/large stays)
	rm -rf .build

packages:
	@.ci/packages
