package dev.emitter.powerbi;

import dev.emitter.channel.ChannelContext;
import dev.emitter.channel.ParameterValues;
import dev.emitter.channel.RowParameters;
import dev.emitter.mapping.RowMapping;
import java.net.URI;
import java.time.Duration;

/**
 * The settings of one emitter. Immutable.
 *
 * @param address where its table is
 * @param schema the name that the dataset should have
 * @param mapping makes its rows
 * @param batch the most rows in a request
 * @param linger how long a row waits for others
 * @param allowance what all emitters on the dataset may send
 */
record PowerBiSettings(
    TableAddress address,
    String schema,
    RowMapping mapping,
    int batch,
    Duration linger,
    QuotaLimits allowance) {

  static PowerBiSettings of(ChannelContext context) {
    ParameterValues given = context.parameters();
    ParameterValues batch = given.object(PowerBiParameters.BATCH);
    URI endpoint = given.requiredUri(PowerBiParameters.ENDPOINT);
    return new PowerBiSettings(
        new TableAddress(
            endpoint,
            given.string(PowerBiParameters.GROUP),
            given.requiredString(PowerBiParameters.ID),
            given.requiredString(PowerBiParameters.NAME)),
        given.requiredString(PowerBiParameters.SCHEMA),
        RowParameters.mapping(given),
        (int) batch.requiredInteger(PowerBiParameters.MAX),
        batch.requiredDuration(PowerBiParameters.WAIT),
        new QuotaLimits(
            (int) given.requiredInteger(PowerBiParameters.REQUESTS_PER_MINUTE),
            (int) given.requiredInteger(PowerBiParameters.ROWS_PER_HOUR)));
  }
}
