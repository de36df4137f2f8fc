package dev.emitter.testkit.guide;

/** An order of the shop in the guide. */
record Order(String number, int total, String country) {}
