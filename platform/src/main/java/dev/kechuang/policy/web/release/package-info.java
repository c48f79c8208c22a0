/** Pages and JSON of drafts and releases of policies (政策起草与发布): the policy officer's desk. */
@NullMarked
package dev.kechuang.policy.web.release;

import org.jspecify.annotations.NullMarked;
