/** Load of the programmes over HTTP: scripted users on a running application; {@code ./kc bench programme}. */
@NullMarked
package dev.kechuang.programme.benchmark;

import org.jspecify.annotations.NullMarked;
