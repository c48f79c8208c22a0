/** Pages and JSON of talents and of the firms they lead. */
@NullMarked
package dev.kechuang.registry.web.talent;

import org.jspecify.annotations.NullMarked;
