.DEFAULT_GOAL := help

.PHONY: help test fast format run reference api bench backlog clean

help: ## Shows what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

test: ## Compiles, tests and checks everything: mvn -B verify
	mvn -B verify

fast: ## Runs the tests without format check and coverage: mvn -B test -Djacoco.skip=true
	mvn -B test -Djacoco.skip=true

format: ## Formats the code: mvn spotless:apply in every module that has code
	mvn -B spotless:apply -pl '!emitter-bom,!emitter-compatibility/boot,!emitter-compatibility/boot-3.4.0'

run: ## Runs the quick start
	./emitter run --emitters examples/quickstart/emitters examples/quickstart/events.ndjson

reference: ## Writes the generated pages under docs/ anew
	mvn -B -q -pl emitter-docs -am test -Ddocs.write=true -Dtest=GeneratedPagesTest -Dmaven.test.skip=true -Djacoco.skip=true

api: ## Writes what users can call anew, below emitter-architecture/api
	mvn -B -q -pl emitter-architecture -am test -Ddocs.write=true -Dtest=ApiDescriptionTest -Dsurefire.failIfNoSpecifiedTests=false -Djacoco.skip=true

# What a measurement needs to run, as the page runs it.
BENCHMARKS = java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*"

bench: ## Runs the measurements and comparisons in less than half an hour, and writes docs/benchmarks.md; ONLY="kafka webhook" runs some
	mvn -B -q -Ppeers -pl emitter-benchmarks -am package -DskipTests && \
	$(BENCHMARKS) dev.emitter.benchmarks.page.BenchmarkPage docs/benchmarks.md emitter-benchmarks/target/bench emitter-benchmarks/target/lib $(ONLY)

backlog: ## Measures a backlog of 10 million events in a heap of 256 MB
	mvn -B -q -pl emitter-benchmarks -am package -DskipTests && \
	java -Xmx256m -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.delivery.LargeBacklog emitter-benchmarks/target/large-backlog

clean: ## Removes what was built
	mvn -B -q clean
