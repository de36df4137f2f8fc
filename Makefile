.DEFAULT_GOAL := help

.PHONY: help test fast format run reference bench clean

help: ## Shows what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

test: ## Compiles, tests and checks everything: mvn -B verify
	mvn -B verify

fast: ## Runs the tests without format check and coverage: mvn -B test -Djacoco.skip=true
	mvn -B test -Djacoco.skip=true

format: ## Formats the code: mvn spotless:apply in every module
	mvn -B -pl emitter-architecture,emitter-benchmarks,emitter-lab,examples -am spotless:apply

run: ## Runs the quick start
	./emitter run --emitters examples/quickstart/emitters examples/quickstart/events.ndjson

reference: ## Writes the generated pages under docs/ anew
	mvn -B -q -pl examples -am test -Dtest=GeneratedPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true

bench: ## Runs the measurements and the comparisons with other libraries; takes some minutes
	mvn -B -q -Ppeers -pl emitter-benchmarks -am package -DskipTests && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.Measurements && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.Comparisons

clean: ## Removes what was built
	mvn -B -q clean
