package dev.emitter.powerbi;

/**
 * What the emitters on a dataset may send together, as one of them is told. Immutable.
 *
 * @param requestsPerMinute the most requests within any minute
 * @param rowsPerHour the most rows within any hour
 */
record QuotaLimits(int requestsPerMinute, int rowsPerHour) {}
