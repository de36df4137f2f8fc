.DEFAULT_GOAL := help

.PHONY: help test fast format run reference bench delivery backlog webhook clean

help: ## Shows what can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

test: ## Compiles, tests and checks everything: mvn -B verify
	mvn -B verify

fast: ## Runs the tests without format check and coverage: mvn -B test -Djacoco.skip=true
	mvn -B test -Djacoco.skip=true

format: ## Formats the code: mvn spotless:apply in every module
	mvn -B spotless:apply

run: ## Runs the quick start
	./emitter run --emitters examples/quickstart/emitters examples/quickstart/events.ndjson

reference: ## Writes the generated pages under docs/ anew
	mvn -B -q -pl emitter-docs -am test -Dtest=GeneratedPagesTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.write=true

# What Chronicle Queue needs on Java 17.
OPENED = --add-exports=java.base/jdk.internal.ref=ALL-UNNAMED --add-exports=java.base/sun.nio.ch=ALL-UNNAMED \
	--add-exports=jdk.unsupported/sun.misc=ALL-UNNAMED --add-exports=jdk.compiler/com.sun.tools.javac.file=ALL-UNNAMED \
	--add-opens=jdk.compiler/com.sun.tools.javac=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
	--add-opens=java.base/java.lang.reflect=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
	--add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED

bench: ## Runs the measurements and the comparisons with other libraries; takes some minutes
	mvn -B -q -Ppeers -pl emitter-benchmarks -am package -DskipTests && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.Measurements && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.Comparisons && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.DurableAppend emitter-benchmarks/target/durable-append 500 && \
	java $(OPENED) -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.journals.JournalComparison emitter-benchmarks/target/journals

delivery: ## Measures publish to delivered through the log on disk
	mvn -B -q -pl emitter-benchmarks -am package -DskipTests && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.delivery.DurableDelivery emitter-benchmarks/target/durable-delivery

backlog: ## Measures a backlog of 10 million events in a heap of 256 MB
	mvn -B -q -pl emitter-benchmarks -am package -DskipTests && \
	java -Xmx256m -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.delivery.LargeBacklog emitter-benchmarks/target/large-backlog

webhook: ## Measures webhooks beside the bare HTTP client, and beside bad receivers
	mvn -B -q -pl emitter-benchmarks -am package -DskipTests && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.webhook.WebhookThroughput emitter-benchmarks/target/webhook && \
	java -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.webhook.BadNeighbours && \
	java -Xmx2g -cp "emitter-benchmarks/target/classes:emitter-benchmarks/target/lib/*" dev.emitter.benchmarks.webhook.Recovery

clean: ## Removes what was built
	mvn -B -q clean
