/**
 * Intellectual property rights: what must hold of them, how they are kept, found, loaded and counted, what firms enter,
 * and cases of enforcement.
 */
@NullMarked
package dev.kechuang.registry.internal.ip;

import org.jspecify.annotations.NullMarked;
