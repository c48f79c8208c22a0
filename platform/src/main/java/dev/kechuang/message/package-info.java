/**
 * Floor 1. Messages to people: the inbox with its to-do counts, and e-mail where a server is set.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"shared", "identity", "audit"})
package dev.kechuang.message;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
