/** Rules and stores of titles: what may be granted, what follows from each event, when it lapses. */
@NullMarked
package dev.kechuang.registry.internal.title;

import org.jspecify.annotations.NullMarked;
