package dev.emitter.mail;

import dev.emitter.definition.Secret;

/**
 * Who one is to the mail server.
 *
 * @param user the user
 * @param password read anew for each connection
 */
record Credentials(String user, Secret password) {}
