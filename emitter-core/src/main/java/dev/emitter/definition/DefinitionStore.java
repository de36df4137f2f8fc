package dev.emitter.definition;

import dev.emitter.problem.EmitterException;
import dev.emitter.problem.VersionConflictException;
import java.util.List;

/**
 * Keeps the definitions of users' emitters. A definition is put to work only once it is stored, so
 * what fails here changes nothing. Implementations are thread-safe; a call may block, for a few
 * seconds at most, and is made on the thread of whoever registers, changes or removes an emitter.
 * No lock of the library is held meanwhile.
 */
public interface DefinitionStore {

  /**
   * Returns all definitions; called once, at the start.
   *
   * @throws EmitterException if they cannot be read
   */
  List<StoredDefinition> all();

  /**
   * Stores the next version of a definition, and returns once it survives a crash.
   *
   * @param definition its version is one more than the version stored; 1 if there must be none
   * @throws VersionConflictException if another version is stored; then nothing has changed
   * @throws EmitterException if it cannot be stored now; then nothing has changed
   */
  void put(StoredDefinition definition);

  /**
   * Forgets a definition, and returns once that survives a crash; does nothing if there is none.
   *
   * @param version the version that must be stored
   * @throws VersionConflictException if another version is stored; then nothing has changed
   * @throws EmitterException if that cannot be stored now; then nothing has changed
   */
  void remove(String id, long version);
}
