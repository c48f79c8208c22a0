/** From syntax to a typed tree: names resolved, units and kinds checked. What is wrong here is found when a policy is loaded, never when it decides. */
@NullMarked
package dev.kechuang.engine.types;

import org.jspecify.annotations.NullMarked;
