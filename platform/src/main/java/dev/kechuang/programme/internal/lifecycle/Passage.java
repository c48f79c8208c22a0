package dev.kechuang.programme.internal.lifecycle;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.access.Viewer;

/**
 * An application at a stage, and who acts.
 *
 * @param application as it stands when the handler is asked
 * @param stage the stage of the handler's kind, of the call's version of the definition
 */
public record Passage(Viewer actor, Application application, Definition definition, Stage stage) {}
