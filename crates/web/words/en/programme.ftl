programmes-title = Action programmes
programmes-empty = There is no programme yet.
