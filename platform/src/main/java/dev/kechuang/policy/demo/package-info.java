/** Saved decisions of the demonstration city, and a draft that waits for its release. */
@NullMarked
package dev.kechuang.policy.demo;

import org.jspecify.annotations.NullMarked;
