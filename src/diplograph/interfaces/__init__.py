"""How people and programs reach diplograph."""
