package dev.covalent.main;

import dev.covalent.common.PropertyBag;
import dev.covalent.common.Subscription;
import dev.covalent.common.WriteVetoedException;

/** A property bag as the main process holds it: what a renderer sets is seen here at once, and the other way round. */
public interface SharedObject extends PropertyBag {

    /**
     * Has a validator look at every change of a property before it is made, whoever makes it. What it refuses is not
     * written, nor is anything else of the same batch, and the writer gets a {@link WriteVetoedException} with the message
     * of what it threw.
     *
     * <p>It is given what the property has and is to have, of a batch the last value; writing what is there already is no
     * change. It runs on the main process's event loop for what a renderer writes, and on the writing thread for what main
     * does; again, if another writer was faster. It must be quick and have no effects. Of several validators the first that
     * refuses decides; those of the property come before those of all. They belong to this object, and not to what is shared
     * under its name after it. What is written into a map by way of {@link #object} is a change of the property that holds
     * it: its validator is given the whole map, as it is and as it is to be.
     *
     * @return ends it when closed
     */
    Subscription validate(String property, PropertyValidator validator);

    /** Has a validator look at every change of any property, as {@link #validate(String, PropertyValidator)} does. */
    Subscription validate(PropertyValidator validator);
}
