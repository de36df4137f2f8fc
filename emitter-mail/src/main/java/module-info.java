/** Tells people by e-mail, over SMTP. */
module dev.emitter.mail {
  requires transitive dev.emitter.core;
  requires jakarta.mail;
  requires org.slf4j;

  exports dev.emitter.mail;
}
